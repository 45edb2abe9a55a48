export { compileTemplate, type KnowsName, type Template } from './compile';
export { formatFact, templateValue } from './fact';
export { templateNames } from './names';
export { mayComeFromCustomer, type TemplateValue } from './render';
export { neutralise, neutraliseText } from './neutralise';
