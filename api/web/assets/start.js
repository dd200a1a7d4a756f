import { createAll, ErrorSummary, Button, PasswordInput } from "/assets/govuk-frontend-6.3.0.min.js";
createAll(ErrorSummary);
createAll(Button, { preventDoubleClick: true });
createAll(PasswordInput);
