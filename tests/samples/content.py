"""The words of the sample records. Every person and family in them is invented; places and bodies are real kinds of names.

Marks: {{...}} is a secret that must go, <<...>> a fact that must stay, both exactly as printed; the marks themselves are
taken out when a record is made. A block is (kind, content): h1, h2, p, b (bullet), n (numbered), t (table: rows of cells,
the first row is the header), kv (label and value pairs as a two-column table).
"""

NOTICE = "Sample record for testing: every person in it is invented."

Block = tuple[str, object]

PLAN: list[Block] = [
    ("h1", "Child Protection Plan"),
    (
        "kv",
        [
            ("Child", "<<Kezia Oyelaran>>"),
            ("Date of birth", "<<14 March 2017>>"),
            ("NHS number", "<<943 476 5919>>"),
            ("Home address", "{{Flat 3, 27 Harehills Lane}}\n{{Leeds}}\n{{LS8 5DR}}"),
            ("Local authority", "{{Leeds City Council}}"),
            ("Case number (Mosaic)", "{{LCS 4471902}}"),
            ("Lead social worker", "{{Janet Okafor}}, {{East Leeds Locality Team}}"),
            ("Telephone", "{{0113 496 0172}}"),
            ("Category of plan", "<<Emotional abuse>>; <<witnessing domestic abuse>>"),
        ],
    ),
    ("h2", "1. Why this plan is in place"),
    (
        "p",
        "<<Kezia>> lives with her mother, <<Tasha Oyelaran>>, and her brother <<Micah Oyelaran>> (born <<2 September 2022>>). "
        "<<Between 2021 and 2023 police attended the home seven times>>. On <<9 November 2023>> {{Dwayne Pritchard}} "
        '<<broke Tasha\'s wrist>> in front of both children and threatened to <<"find them wherever they go">>. The family was taken to a '
        "refuge run by {{Leeds Women's Aid}} the same night by officers of {{West Yorkshire Police}}.",
    ),
    (
        "p",
        "The strategy meeting was chaired by {{Gareth Llewellyn}}, Team Manager, {{Leeds City Council}}'s Children's Services, under "
        "<<section 47 of the Children Act 1989>>. The <<NSPCC>> and <<Ofsted>> guidance on domestic abuse was considered. "
        "Because the risk is assessed as <<high>>, {{UKPPS}} was informed on 12 December 2023.",
    ),
    ("h2", "2. What is going well"),
    (
        "b",
        "<<Kezia>> has a warm bond with her <<maternal grandmother>> and with her class teacher, {{Mrs Adeyemi}}, at {{Quarry Mount Primary School}}.",
    ),
    (
        "b",
        "Her <<reading age is 18 months ahead>> of her chronological age. She enjoys <<having a bath with her toys>> and singing.",
    ),
    (
        "b",
        "<<Micah>> is up to date with <<immunisations>>; his <<peanut allergy>> is managed with an <<EpiPen Jr 150 micrograms>>.",
    ),
    ("h2", "3. Actions"),
    (
        "t",
        [
            ["What needs to happen", "Who", "By when"],
            ["<<Fortnightly visits>>, seeing <<Kezia>> alone", "{{Janet Okafor}}, Social Worker", "<<5 January 2024>>"],
            [
                "Referral to <<CAMHS>> for <<trauma-focused CBT>>",
                "{{Dr Priya Raman}}, GP, {{Bellbrooke Surgery}}",
                "<<19 January 2024>>",
            ],
            ["School to keep a log of worries", "{{Ms Fiona Castle}}, Safeguarding Lead, {{Quarry Mount}}", "Weekly"],
            [
                "Health visitor review of <<Micah>>'s <<weight (10.4 kg)>>",
                "{{Bridget Malone}}, {{Leeds Community Healthcare NHS Trust}}",
                "<<31 January 2024>>",
            ],
        ],
    ),
    ("h2", "4. Contingency"),
    (
        "p",
        "If {{Dwayne Pritchard}} is seen near {{Harehills}}, near the {{Compton Centre}} or at the school gate, ring <<999>>. Out of hours, call "
        "{{0113 535 0600}} or e-mail {{edt@leeds.gov.uk}}. The car he drives is a grey Vauxhall Astra, registration {{YK19 HJD}}.",
    ),
    ("p", "Review conference: <<18 March 2024>>, 10.30 am, at {{Merrion House, 110 Merrion Centre, Leeds, LS2 8BB}}."),
]

CHRONOLOGY: list[Block] = [
    ("h1", "Chronology of significant events"),
    (
        "p",
        "Family: <<Tasha Oyelaran>>, <<Kezia Oyelaran>>, <<Micah Oyelaran>>. Prepared by {{Janet Okafor}}, Social Worker, {{Leeds CC}}.",
    ),
    (
        "t",
        [
            ["Date", "Event", "Source"],
            [
                "<<14.03.2017>>",
                "<<Kezia>> born at {{St James's University Hospital}}, <<38 weeks, 3.1 kg>>.",
                "{{Leeds Teaching Hospitals NHS Trust}}",
            ],
            [
                "<<06.09.2021>>",
                "<<Kezia>> starts reception at {{Quarry Mount Primary School}}, {{Pennington Street}}. UPN {{R383201217003}}.",
                "School",
            ],
            [
                "<<22.01.2022>>",
                "<<Tasha>> attends A&E with <<bruising to the left arm>>; says she <<fell in the bath>>. <<Glasgow Coma Scale 15>>.",
                "Hospital",
            ],
            [
                "<<02.09.2022>>",
                "<<Micah>> born. <<Edinburgh Postnatal Depression Scale score 14>>.",
                "Midwife {{Sinead Byrne}}",
            ],
            [
                "<<17.05.2023>>",
                "Neighbour at {{29 Harehills Lane}} reports <<shouting and a child screaming>>. Crime reference {{13230271184}}.",
                "{{West Yorkshire Police}}",
            ],
            [
                "<<09.11.2023>>",
                "<<Assault by>> {{Dwayne Pritchard}}. <<Fractured wrist>>. Both children <<were present>>.",
                "{{PC 4417 Hussain}}",
            ],
            [
                "<<10.11.2023>>",
                "Family placed in refuge. <<Non-molestation order>> granted at {{Leeds Family Court}}, case {{LS23F01187}}.",
                "{{Carrow & Pell Solicitors}}",
            ],
            [
                "<<23.11.2023>>",
                "Initial child protection conference: <<plan under emotional abuse>>.",
                "Conference minutes",
            ],
            [
                "<<01.12.2023>>",
                '<<Kezia>> tells her teacher: <<"Dad said he will come back with a knife.">>',
                "{{Mrs Adeyemi}}",
            ],
        ],
    ),
    (
        "p",
        "<<Tasha>> grew up in {{Chapeltown}} and went to {{Roundhay School}}. Her sister lives in {{Armley}}; <<her mother came from Nigeria>> in 1989.",
    ),
]

HEALTH_VISITOR: list[Block] = [
    ("h1", "Health Visiting Record"),
    (
        "kv",
        [
            ("Child", "<<Micah Oyelaran>>"),
            ("Date of birth", "<<2 September 2022>>"),
            ("NHS number", "<<450 557 7104>>"),
            ("GP practice", "{{Bellbrooke Surgery, 395-397 Harehills Lane, Leeds LS9 6AP}}"),
            ("Practice code", "{{B86022}}"),
            ("Health visitor", "{{Bridget Malone}}"),
            ("Base", "{{Harehills Children's Centre}}"),
        ],
    ),
    ("h2", "Two-year review, <<5 September 2024>>"),
    (
        "p",
        "Seen at home with <<Tasha>>. <<Weight 12.1 kg (50th centile)>>, <<height 86 cm>>. <<Ages and Stages: communication 45, gross motor 50>>. "
        "<<Vocabulary of about forty words>>; <<Yoruba and English>> are spoken at home.",
    ),
    (
        "p",
        "<<Peanut allergy>>: <<cetirizine 2.5 mg>> as needed, <<EpiPen Jr 150 micrograms>>, seen by the allergy clinic at {{Leeds General Infirmary}}. "
        "<<Bristol stool chart type 4>>. <<No concerns about hearing>>. <<Vitamin D 10 micrograms daily>>.",
    ),
    ("h2", "Home and safety"),
    (
        "p",
        "The flat above the {{Polski Sklep on Roundhay Road}} is <<damp and cold>>. <<Tasha sleeps badly and startles at noises>>. "
        "They take the {{number 49 bus}} to {{Seacroft}} for the baby group at {{St Wilfrid's Church}}. <<Tasha>> has a job interview with {{Morrisons in Harehills}}.",
    ),
    ("b", "Discussed <<safe sleep>>, <<dental care>>, <<the Healthy Start scheme>>."),
    (
        "b",
        "<<Tasha>> asked what happens to records if they have to leave {{Leeds}}. Told her about {{UKPPS}} and that she {{would be moved because of the threats to her life}}.",
    ),
    ("p", "Signed: {{B. Malone}}, Health Visitor, {{0113 843 5683}}, {{bridget.malone@nhs.net}}"),
]

MARAC: list[Block] = [
    ("h1", "MARAC meeting minutes"),
    (
        "p",
        "Held on <<29 November 2023>> at {{Elland Road Police Station}}. Chair: {{DI Marcus Thwaite}}, {{West Yorkshire Police}}.",
    ),
    ("h2", "Present"),
    ("b", "{{Janet Okafor}}, Social Worker, {{Leeds City Council}}"),
    ("b", "{{Sheila Broadbent}}, IDVA, {{Leeds Domestic Violence Service}}"),
    ("b", "{{Tom Ashdown}}, Housing Officer, {{Leeds Federated Housing Association}}"),
    ("b", "{{Angela Fairweather}}, Probation Officer, {{West Yorkshire Probation Delivery Unit}}"),
    ("h2", "Case 7 of 22: <<Tasha Oyelaran>>"),
    (
        "p",
        "<<DASH score 19>>. <<Strangulation on two occasions>>. {{Dwayne Pritchard}} has <<a conviction for ABH (2016)>>, served at {{HMP Armley}}, "
        "and is a season-ticket holder at {{Leeds United}}. His brother works at {{Leeds Bradford Airport}}. He has <<made threats to kill>>.",
    ),
    (
        "p",
        "He follows a local group on Facebook, {{@harehillsmums}}, and the {{Yorkshire Evening Post}} named the street after the arrest.",
    ),
    ("h2", "Actions"),
    ("n", "{{Sheila Broadbent}} to complete <<safety planning>> with <<Tasha>>."),
    ("n", "{{Tom Ashdown}} to end the tenancy at {{27 Harehills Lane}} without naming a forwarding address."),
    ("n", "Flag <<Kezia's>> school file; {{Ms Castle}} to brief reception staff at {{Quarry Mount}}."),
    ("n", "{{DI Thwaite}} to make the referral to the {{UK Protected Persons Service}}."),
]

TRANSFER: list[Block] = [
    ("h1", "Request to transfer records"),
    (
        "kv",
        [
            ("Family", "<<Oyelaran>>"),
            ("Subjects", "<<Tasha>>, <<Kezia>>, <<Micah>>"),
            ("From", "{{Leeds City Council, Merrion House, Leeds LS2 8BB}}"),
            ("Our ref", "{{CSWS/EL/4471902/JO}}"),
            ("Requested by", "{{Janet Okafor}}"),
            ("School", "{{Quarry Mount Primary School}} (LAESTAB {{383/2406}}, URN {{107898}})"),
            ("Health trust", "{{Leeds Community Healthcare NHS Trust}}"),
            ("Records", "<<Child protection plan, chronology, immunisations, school file>>"),
        ],
    ),
    (
        "p",
        "<<All three have consented>> to the transfer of their health and school records. <<Kezia's dose of melatonin is 2 mg>> at night.",
    ),
    (
        "p",
        "Please return to {{records@leeds.gov.uk}} or by post to {{PO Box 837, Leeds, LS1 9PZ}}. See also {{www.leeds.gov.uk/childfriendlyleeds}}.",
    ),
]

CONFERENCE: list[Block] = [
    ("h1", "Minutes of the initial child protection conference"),
    ("p", "<<23 November 2023>>, {{Reginald Centre, Chapeltown Road, Leeds, LS7 3EX}}"),
    ("h2", "Attendance"),
    (
        "t",
        [
            ["Name", "Role", "Agency"],
            ["{{Helen Marchbank}}", "Chair and reviewing officer", "{{Leeds City Council}}"],
            ["{{Janet Okafor}}", "Social worker", "{{Leeds City Council}}"],
            ["{{Fiona Castle}}", "Safeguarding lead", "{{Quarry Mount Primary School}}"],
            ["{{Bridget Malone}}", "Health visitor", "{{Leeds Community Healthcare NHS Trust}}"],
            ["<<Tasha Oyelaran>>", "<<Mother>>", "-"],
        ],
    ),
    ("h2", "Reports"),
    (
        "p",
        "{{Ms Okafor}} said that the family had been known to {{Leeds}} since 2021, when a neighbour rang <<Childline>> on <<0800 1111>>. <<Tasha>> had been isolated: "
        "<<she was not allowed a phone>> and her wages from {{Arla Foods}} were taken. <<Kezia>> <<wets the bed>> and <<has nightmares twice a week>>.",
    ),
    (
        "p",
        "{{Ms Castle}} said that <<Kezia's attendance is 91.4 %>>. <<She is working at the expected standard>> in maths. She flinches when voices are raised. "
        "The school uses {{CPOMS}} and has logged <<eleven concerns>>. A pupil premium grant pays for the breakfast club at the {{Woodhouse Community Centre}}.",
    ),
    (
        "p",
        "{{Miss Malone}} reported that <<Micah was born at 36 weeks>> and <<had bronchiolitis in January 2023>>, treated for <<three nights with oxygen>> at {{LGI}}.",
    ),
    ("h2", "Analysis"),
    (
        "p",
        "The conference heard that the family <<fear that they will be found>>. {{Mr Pritchard}} has friends across {{West Yorkshire}}, in {{Bradford}} and in "
        "{{Dewsbury}}. He was last seen at a cash machine in {{Hyde Park}}, about {{two miles from the school}}. The chair reminded everyone that <<Working Together 2018>> applies.",
    ),
    ("h2", "Decision"),
    (
        "p",
        "<<Unanimous: Kezia and Micah to be subject to a plan>> under the category of <<emotional abuse>>. <<Core group within ten working days>>.",
    ),
]

SCHOOL_FILE: list[Block] = [
    ("h1", "Safeguarding file"),
    (
        "kv",
        [
            ("Pupil", "<<Kezia Oyelaran>>"),
            ("Year", "<<Year 2>>"),
            ("UPN", "{{R383201217003}}"),
            ("School", "{{Quarry Mount Primary School}}"),
            ("Address", "{{Pennington Street, Leeds, LS6 2JP}}"),
            ("Head teacher", "{{Mr Oliver Standish}}"),
        ],
    ),
    ("h2", "Concerns logged"),
    (
        "p",
        "<<4 October 2023>>. {{Mrs Adeyemi}}: <<Kezia>> said her tummy hurt and she <<did not want to go home>>. <<No marks seen>>. {{Miss Castle}} rang "
        "Children's Social Work Service on {{0113 222 4403}}.",
    ),
    (
        "p",
        '<<16 October 2023>>. On the walk to {{Woodhouse Moor}} <<Kezia>> hid behind a hedge when she saw a grey car. She said: <<"That is what Daddy drives.">>',
    ),
    (
        "p",
        "<<10 November 2023>>. Not in school. {{West Yorkshire Police}} sent an <<Operation Encompass>> notice at 8.10 am.",
    ),
    (
        "p",
        '<<1 December 2023>>. Disclosure to {{Mrs Adeyemi}}, recorded word for word: <<"Dad said he will come back with a knife.">>',
    ),
    ("h2", "Support"),
    ("b", "<<ELSA sessions every Tuesday>> with {{Mr Rahim}}."),
    ("b", "<<Inhaler (salbutamol, blue, two puffs)>> is kept in the office. <<Asthma plan reviewed March 2023>>."),
    ("b", "<<EHCP not needed>>; <<SEN support for speech>>, seen by {{Leeds Speech and Language Therapy Service}}."),
    (
        "p",
        "The file may be sent to the next school only through the single point of contact. <<Year 2 phonics: 34 out of 40>>.",
    ),
]

CLINIC: list[Block] = [
    (
        "letterhead",
        "{{Leeds Teaching Hospitals NHS Trust}}\n{{Children's Allergy Clinic, Clarendon Wing, Leeds General Infirmary}}\n{{Great George Street, Leeds LS1 3EX}}\nTel: {{0113 392 0111}}",
    ),
    ("p", "Our ref: {{PR/LGI/20230915/0457}}\nDate: <<15 September 2023>>"),
    ("p", "{{Dr P Raman}}\n{{Bellbrooke Surgery}}\n{{395-397 Harehills Lane}}\n{{Leeds}}\n{{LS9 6AP}}"),
    ("p", "Dear {{Dr Raman}}"),
    ("p", "Re: <<Micah Oyelaran>>, born <<02/09/2022>>, NHS number <<450 557 7104>>"),
    ("p", "Diagnosis: <<IgE-mediated peanut allergy>>; <<eczema>>. Skin prick test: <<peanut 8 mm, egg 0 mm>>."),
    (
        "p",
        "Medicines: <<cetirizine 2.5 mg once daily>>, <<hydrocortisone 1 % ointment>>, <<EpiPen Jr 150 micrograms>>, two pens.",
    ),
    (
        "p",
        "I saw <<Micah>> with <<his mother>> in clinic. They had travelled by bus from {{Harehills}}. <<He avoids all nuts.>> <<There is a history of asthma in his sister.>> "
        "<<He should be seen again in twelve months>> by whichever allergy service is nearest.",
    ),
    (
        "p",
        "Yours sincerely\n{{Dr Eleanor Whitcombe}}\nConsultant Paediatrician\ncc: {{Bridget Malone}}, Health Visitor, {{Harehills Children's Centre}}",
    ),
]

ADULT: list[Block] = [
    ("h1", "Adult needs assessment"),
    (
        "kv",
        [
            ("Name", "<<Tasha Oyelaran>>"),
            ("Date of birth", "<<30 June 1994>>"),
            ("NI number", "{{QQ 12 34 56 C}}"),
            ("Address", "{{Flat 3, 27 Harehills Lane, Leeds LS8 5DR}}"),
            ("Assessor", "{{Rashida Karim}}, Adult Social Care, {{Leeds City Council}}"),
            ("Framework", "<<Care Act 2014>>"),
        ],
    ),
    ("h2", "Physical health"),
    (
        "p",
        "<<Fractured left wrist, November 2023>>, healing. <<Migraine: sumatriptan 50 mg>>. <<Allergic to penicillin.>> Under the fracture clinic at {{St James's}}.",
    ),
    ("h2", "Mental health"),
    (
        "p",
        "<<PHQ-9 score 17, GAD-7 score 15>>. <<Sertraline 100 mg daily>> since <<January 2024>>. <<No thoughts of suicide.>> Talking therapy through {{Leeds Mental Wellbeing Service}}.",
    ),
    ("h2", "Outcomes"),
    (
        "t",
        [
            ["Outcome", "Can she achieve it?", "Support"],
            ["Nutrition", "<<Yes>>", "<<None needed>>"],
            [
                "Keeping the home safe",
                "<<No: afraid to answer the door>>",
                "<<Panic alarm>>, fitted by {{Leeds Federated}}",
            ],
            [
                "Work and training",
                "<<Partly>>",
                "<<Level 2 course in care>> at {{Leeds City College}}, {{Park Lane Campus}}",
            ],
            ["Family relationships", "<<Partly>>", "<<Weekly call with her mother>>"],
        ],
    ),
    (
        "p",
        "She banks at the branch in {{Oakwood}} and collects <<Universal Credit>>; her council tax band is with {{Leeds City Council}}. She worships at {{Chapeltown Seventh-day Adventist Church}}.",
    ),
]

NURSERY: list[Block] = [
    ("h1", "Nursery record"),
    (
        "kv",
        [
            ("Child", "<<Micah Oyelaran>>"),
            ("Nursery", "{{Little Acorns Day Nursery, 14 Spencer Place, Leeds, LS7 4BS}}"),
            ("Ofsted number", "{{EY481277}}"),
            ("Key person", "{{Chloe Ramsden}}"),
            ("Sessions", "<<Monday, Wednesday and Friday>>"),
        ],
    ),
    ("h2", "Learning journey"),
    (
        "p",
        '<<Micah>> loves water play and <<builds towers of nine blocks>>. He calls {{Chloe}} "Coco". On <<12 June 2024>> we went to {{Roundhay Park}} and saw the animals at {{Tropical World}}.',
    ),
    ("p", '<<He says "car gone" and "more juice">>. <<He naps from 12.30 to 2 pm with a blue rabbit>>.'),
    ("h2", "Health and diet"),
    ("b", "<<No peanuts, no tree nuts>>. <<EpiPen in the red bag by the door>>."),
    (
        "b",
        "Accident form: <<bumped head on 3 July 2024>>, <<cold compress>>, <<no vomiting>>. Parent told by phone on {{07700 900461}}.",
    ),
    (
        "p",
        "Invoices go to {{Little Acorns (Leeds) Ltd}}. Funded hours code {{50012345678}} from {{Leeds Family Information Service}}.",
    ),
]

LATER_GP: list[Block] = [
    ("h1", "GP summary"),
    (
        "p",
        "<<Tasha Oyelaran>>, born <<30 June 1994>>. Registered at {{Bellbrooke Surgery}} since 2019, before that at {{Shakespeare Medical Practice}} in {{Burmantofts}}.",
    ),
    ("b", "<<Sertraline 100 mg>>, <<sumatriptan 50 mg>>. <<Allergic to penicillin.>>"),
    ("b", "Seen by {{Dr Priya Raman}} on <<4 April 2024>>: <<sleep improving>>."),
    (
        "p",
        "Letters from {{Leeds Teaching Hospitals}} are scanned. {{Janet Okafor}} of {{Leeds City Council}} has asked for a copy.",
    ),
]

LATER_SCHOOL: list[Block] = [
    ("h1", "End of year report"),
    ("p", "<<Kezia Oyelaran>>, <<Year 2>>, {{Quarry Mount Primary School}}. Teacher: {{Mrs Adeyemi}}."),
    (
        "p",
        "<<Reading: greater depth. Writing: expected. Maths: expected.>> On the trip to {{Kirkstall Abbey}} she told everybody about the monks. <<Attendance 93.2 %>>.",
    ),
    (
        "p",
        "From September <<Kezia>> would have been in Year 3 with {{Mr Rahim}}. We shall all miss her. {{Mr Standish}}, Head Teacher",
    ),
]

# file name (itself a leak on purpose), format and maker, title in the hidden properties, blocks
FIRST: list[tuple[str, str, list[Block]]] = [
    ("Oyelaran CP plan - Leeds.docx", "docx", PLAN),
    ("chronology.docx", "docx", CHRONOLOGY),
    ("HV record Harehills.docx", "docx", HEALTH_VISITOR),
    ("MARAC 29-11-23.docx", "docx", MARAC),
    ("transfer form.docx", "docx", TRANSFER),
    ("ICPC minutes.pdf", "libreoffice", CONFERENCE),
    ("Quarry Mount safeguarding file.pdf", "libreoffice", SCHOOL_FILE),
    ("clinic letter LGI.pdf", "reportlab", CLINIC),
    ("adult needs assessment.pdf", "reportlab", ADULT),
    ("nursery record.pdf", "libreoffice", NURSERY),
]
LATER: list[tuple[str, str, list[Block]]] = [
    ("GP summary.docx", "docx", LATER_GP),
    ("end of year report.pdf", "reportlab", LATER_SCHOOL),
]
