declare global {
  // The name that get-nonce (below react-remove-scroll, below the dialogs) looks up.
  var __webpack_nonce__: string | undefined;
}

/**
 * Lets libraries that write a <style> element do so under the page's policy. The nonce is read from the
 * document, not sent as a prop: after a client-side navigation the server has a new one, the document the first.
 */
export function shareStyleNonce(): void {
  globalThis.__webpack_nonce__ ??= document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
}
