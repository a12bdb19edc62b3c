import "server-only";
import { extractTextItems, getDocumentProxy } from "unpdf";
import { documentItem } from "./document-item";
import { extractLimits } from "./extract-limits";
import { type ExtractableFile, type ExtractedItem, problemItem } from "./extracted-item";
import { pdfParagraphs } from "./pdf-paragraphs";

/** The text layer of a PDF. A scan has none, and reading pictures of letters is not what this does. */
export async function* extractPdf({ path, bytes }: ExtractableFile): AsyncGenerator<ExtractedItem> {
  const { pdfPagesMax } = extractLimits;
  // The reader takes the bytes it is given away from their owner.
  const pdf = await openPdf(new Uint8Array(bytes));
  if (pdf === "locked") {
    yield problemItem({ path }, "encrypted", "The PDF is locked with a password.");
    return;
  }
  try {
    if (pdf.numPages > pdfPagesMax) {
      yield problemItem({ path }, "text_too_large", `The PDF has more than ${pdfPagesMax} pages.`);
      return;
    }
    const { items } = await extractTextItems(pdf);
    const text = pdfParagraphs(items);
    if (text === "") {
      const message =
        "The PDF has no text layer: it is a scan or a picture. Run text recognition on it first.";
      yield problemItem({ path }, "no_text_layer", message);
      return;
    }
    const warnings = [
      "Paragraphs were put together from the lines of the PDF: compare them with the original.",
    ];
    yield documentItem({ path }, { text, warnings });
  } finally {
    await pdf.destroy();
  }
}

async function openPdf(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, { verbosity: 0, isEvalSupported: false, disableFontFace: true });
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException") return "locked";
    throw error;
  }
}
