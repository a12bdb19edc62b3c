import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for links and keys; ids are never secrets. */
export const randomSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored of a secret of 256 random bits: nobody can search that many, so a slow hash would add nothing. */
export const secretHash = (secret: string): string =>
  createHash("sha256").update(secret, "utf8").digest("hex");
