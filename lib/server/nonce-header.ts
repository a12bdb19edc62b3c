import "server-only";

/** The request header in which proxy.ts tells the layout the nonce of the page's policy. */
export const NONCE_HEADER = "x-nonce";
