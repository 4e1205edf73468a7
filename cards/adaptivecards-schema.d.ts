// adaptivecards-templating's declarations import a TypeScript source file of the renderer, which cannot be checked
// under our compiler options. Only this one type of it is named there, and nothing here uses it.
export type IAdaptiveCard = Readonly<Record<string, unknown>>;
