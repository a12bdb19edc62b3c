import "server-only";
import { makeZip, type ZipPart } from "./make-zip";

/** The smallest Word file around the given body (WordprocessingML), for tests. */
export function makeDocx(body: string, more: readonly ZipPart[] = []): Uint8Array {
  const office = "http://schemas.openxmlformats.org";
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  return makeZip([
    {
      name: "[Content_Types].xml",
      content: `${xml}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    },
    {
      name: "_rels/.rels",
      content: `${xml}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: "word/document.xml",
      content: `${xml}<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    },
    ...more,
  ]);
}

/** A paragraph of one run. */
export const docxParagraph = (text: string) =>
  `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
