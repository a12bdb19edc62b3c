import type { messages } from "./messages";

declare module "next-intl" {
  // Makes a misspelt message key a type error.
  interface AppConfig {
    Locale: "en";
    Messages: typeof messages;
  }
}
