export { compileTemplate, type CompiledTemplate, type KnowsName, type Template } from './compile';
export { formatFact, templateValue } from './fact';
export { templateNames } from './names';
export { mayComeFromCustomer, type RenderOptions, type TemplateValue } from './render';
export { neutralise, neutraliseText, oneLine } from './neutralise';
