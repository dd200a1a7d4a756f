"""Names that are widely known and so likely in lists: the other half of the bench."""

PLACES = """Leeds|Harehills|Chapeltown|Seacroft|Bradford|Keighley|Halifax|Wakefield|Sheffield|Rotherham|Doncaster|Barnsley|Hull|Grimsby
Scunthorpe|Nottingham|Mansfield|Derby|Leicester|Loughborough|Coventry|Birmingham|Handsworth|Wolverhampton|Dudley|Stoke-on-Trent|Stafford
Shrewsbury|Telford|Worcester|Gloucester|Swindon|Bristol|Plymouth|Exeter|Torquay|Truro|Taunton|Southampton|Portsmouth|Brighton|Hastings
Maidstone|Gravesend|Croydon|Peckham|Hackney|Tottenham|Walthamstow|Ilford|Romford|Luton|Bedford|Stevenage|Norwich|Ipswich|Colchester
Peterborough|Cambridge|Lincoln|Skegness|Blackpool|Preston|Burnley|Oldham|Rochdale|Salford|Bolton|Wigan|Warrington|Birkenhead|Carlisle
Kendal|Gateshead|Sunderland|Hartlepool|Middlesbrough|Darlington|Swansea|Newport|Wrexham|Llanelli|Aberystwyth|Caernarfon|Merthyr Tydfil
Glasgow|Paisley|Dundee|Aberdeen|Inverness|Kirkcaldy|Belfast|Lisburn|Londonderry|Newry""".replace("\n", "|").split("|")

COUNCILS = """Leeds City Council|Bradford Metropolitan District Council|Kirklees Council|Wakefield Council|London Borough of Camden|Hackney Council
Birmingham City Council|Dudley MBC|Nottinghamshire County Council|Derby City Council|Lincolnshire County Council|Devon County Council|Cornwall Council
Swindon Borough Council|Wiltshire Council|Royal Borough of Greenwich|Essex County Council|Thurrock Council|Blackpool Council|Lancashire County Council
Sunderland City Council|Gateshead Council|Cardiff Council|Cyngor Gwynedd|Swansea Council|Powys County Council|Glasgow City Council|Fife Council|Highland Council
Belfast City Council|Stockport MBC|LB Croydon|Sandwell Council|Rochdale Borough Council|Kent County Council|Medway Council|Brighton and Hove City Council""".replace(
    "\n", "|"
).split("|")

SCHOOLS = """Quarry Mount Primary School|St Mary's Catholic Primary School|Holy Trinity CofE Primary School|Parklands Primary School|Manor Park Infant School
Ysgol Gymraeg Aberystwyth|Ysgol Glan Clwyd|Highfields School|Bishop Walsh Catholic School|Westfield Junior School|The Ruth Gorse Academy
Oasis Academy Hadley|Harris Academy Peckham|Little Acorns Day Nursery|Busy Bees Nursery|Corpus Christi Catholic College|City of Leeds School""".replace(
    "\n", "|"
).split("|")

AGENCIES = """West Yorkshire Police|West Midlands Police|Metropolitan Police|Greater Manchester Police|Dyfed-Powys Police|Leeds General Infirmary|St James's University Hospital
Queen's Medical Centre|Royal Devon and Exeter Hospital|Leeds Teaching Hospitals NHS Trust|Betsi Cadwaladr University Health Board|Bradford District Care NHS Foundation Trust
Leeds Women's Aid|Leeds Magistrates' Court|Central Family Court|Leeds United|Yorkshire Evening Post|HMP Armley|Great Ormond Street Hospital|Refuge Hackney
Behind Closed Doors|Barca-Leeds|Sanctuary Housing|Yorkshire Ambulance Service""".replace("\n", "|").split("|")

STREETS = """Acacia Avenue|Harehills Lane|Roundhay Road|Station Road|Church Street|Mill Lane|Victoria Road|Queensway|Park View|The Crescent|Beech Grove|High Street
Springfield Close|Manor Drive|St Mary's Road|Heol y Bont|Ffordd Las|Stryd Fawr|Byres Road|Leith Walk|Falls Road|King Edward Terrace""".replace(
    "\n", "|"
).split("|")

STREET_ENDS = [
    "Road",
    "Road",
    "Road",
    "Street",
    "Lane",
    "Avenue",
    "Close",
    "Drive",
    "Way",
    "Crescent",
    "Terrace",
    "Grove",
    "Gardens",
    "Place",
    "Court",
    "Walk",
    "Mews",
    "Rise",
    "Hill",
    "Row",
]

FIRST = [
    "Janet",
    "Karen",
    "Michelle",
    "Sarah",
    "Emma",
    "Laura",
    "Rachel",
    "Claire",
    "Nicola",
    "Helen",
    "Gemma",
    "Lisa",
    "Amanda",
    "Julie",
    "Angela",
    "David",
    "Paul",
    "Mark",
    "Andrew",
    "Stephen",
    "Michael",
    "James",
    "Simon",
    "Imran",
    "Aisha",
    "Fatima",
    "Mohammed",
    "Priya",
    "Anjali",
    "Harpreet",
    "Agnieszka",
    "Piotr",
    "Katarzyna",
    "Chidi",
    "Ngozi",
    "Yetunde",
    "Kwame",
    "Siobhan",
    "Niamh",
    "Rhiannon",
    "Gareth",
    "Sian",
    "Callum",
    "Eilidh",
]

SURNAMES = [
    "Okafor",
    "Hughes",
    "Whitlock",
    "Akande",
    "Nowak",
    "Pugh",
    "Lowe",
    "Singh",
    "Teal",
    "Grant",
    "Tully",
    "Bello",
    "Marsh",
    "Quill",
    "Bright",
    "Farouk",
    "Begum",
    "Hussain",
    "Patel",
    "Kaur",
    "Kowalski",
    "Wisniewska",
    "Adeyemi",
    "Mensah",
    "O'Neill",
    "McAllister",
    "Fitzgerald",
    "Jenkins",
    "Prosser",
    "Davies",
    "Thompson",
    "Hargreaves",
    "Ramsbottom",
    "Entwistle",
    "Barraclough",
    "Mbeki",
    "Haddad",
    "Petrov",
    "Dimitrova",
    "Owusu-Ansah",
]

FAMILY_FIRST = [
    "Tasha",
    "Kezia",
    "Jayden",
    "Amelia",
    "Mason",
    "Layla",
    "Tyrone",
    "Ruby",
    "Zainab",
    "Yusuf",
    "Oliwia",
    "Kacper",
    "Shanice",
    "Connor",
    "Chelsea",
    "Brooke",
    "Preston",
    "Lexi",
    "Rhys",
    "Cerys",
]

FAMILY_SURNAMES = [
    "Oyelaran",
    "Marston",
    "Delacroix-Webb",
    "Akhtar",
    "Wolanski",
    "Treharne",
    "Brennan",
    "Mukasa",
    "Garside",
    "Lightfoot",
]
