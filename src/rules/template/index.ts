export { compileTemplate, type CompiledTemplate, type KnowsName, type Template } from './compile';
export { formatFact, templateValue } from './fact';
export { EXTRA_NAMES, firstName, isExtraName, templateNames, type ExtraName } from './names';
export { mayComeFromCustomer, shorten, type RenderOptions, type TemplateValue } from './render';
export { neutralise, neutraliseText, oneLine } from './neutralise';
