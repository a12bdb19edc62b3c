import "server-only";

const MB = 1024 * 1024;

/** Every bound of an import in one place. Sizes are what is really read, never what a header says. */
export const extractLimits = {
  /** One file, or one entry of an archive. The upload limit of the API is the same. */
  fileBytesMax: 50 * MB,
  /** One text in UTF-8: five times the longest text the annotation page is built for. */
  textBytesMax: 5 * MB,
  /** One JSON line: a text at its limit of letters outside ASCII, all escaped, is three times as long. */
  lineBytesMax: 16 * MB,
  /** One CSV record, in characters: a text at its limit with every quote doubled, and its metadata. */
  recordSizeMax: 16 * MB,
  csvColumnsMax: 1_000,
  /** Documents of one JSONL or CSV file: what the document list is built for. */
  documentsMax: 100_000,
  /** Problems of one file: past this it is not the expected kind of file, and nobody reads further. */
  problemsMax: 1_000,
  archiveEntriesMax: 10_000,
  archiveUnpackedMax: 200 * MB,
  /** Deflate can reach about 1,000; prose compresses a few times. */
  archiveRatioMax: 100,
  /** Short entries of spaces or repeated lines compress well and do no harm: the ratio counts from here. */
  archiveRatioFloor: MB,
  pathLengthMax: 255,
  /** The title of a text that has none is its first line, cut here. */
  defaultTitleMax: 200,
  titleMax: 500,
  metadataValueMax: 1_000,
  urlMax: 2_000,
  /** Readability is quadratic in the depth of a page: 500 levels take a second, 2,000 most of a minute. */
  htmlDepthMax: 300,
  /** The XML of a Word file: the parser needs many times its size. */
  docxPartMax: 20 * MB,
  pdfPagesMax: 2_000,
  /** Time and JavaScript heap of the worker for one file. */
  fileTimeMs: 30_000,
  heapMb: 256,
  /** Buffers lie outside the JavaScript heap, so growth of the whole process is watched as well. */
  processGrowthMax: 1024 * MB,
} as const;
