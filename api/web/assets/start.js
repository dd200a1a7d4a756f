import { createAll, ErrorSummary, Button } from "/assets/govuk-frontend-6.3.0.min.js";
createAll(ErrorSummary);
createAll(Button, { preventDoubleClick: true });
