declare module 'dcmjs' {
  /** The part of dcmjs that writes data sets; the package ships no types. */
  interface Dcmjs {
    readonly data: {
      readonly DicomMetaDictionary: {
        denaturalizeDataset(dataset: Readonly<Record<string, unknown>>): Record<string, unknown>;
      };
      readonly DicomDict: new (meta: Record<string, unknown>) => {
        dict: Record<string, unknown>;
        write(): ArrayBuffer;
      };
    };
  }
  const dcmjs: Dcmjs;
  export default dcmjs;
}
