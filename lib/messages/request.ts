import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { timeZoneCookie } from "@/lib/client/time-zone";
import { messages } from "./messages";

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What next-intl needs to render a request. The browser tells its time zone by cookie, so that both render the same hour. */
export default getRequestConfig(async () => {
  const told = (await cookies()).get(timeZoneCookie)?.value;
  return { locale: "en", messages, timeZone: told !== undefined && isTimeZone(told) ? told : "UTC" };
});
