/** Where the PDF of a document is read. */
export const documentPdf = (id: string) => `/api/v1/documents/${encodeURIComponent(id)}/document.pdf`;
