import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageProviders } from "@/components/shell/page-providers";
import { earlyPressesScript } from "@/lib/client/early-presses";
import { parseTheme, themeCookie } from "@/lib/client/theme";
import { NONCE_HEADER } from "@/lib/server/nonce-header";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("product"), template: `%s · ${t("product")}` },
    description: t("tagline"),
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fdfbf6" },
    { media: "(prefers-color-scheme: dark)", color: "#1b1f26" },
  ],
};

/** Reading the cookie renders every page per request, so that each of its scripts carries that request's nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    // The theme can be changed in another tab between the server's rendering and the browser's.
    <html lang={await getLocale()} dir="ltr" data-theme={theme} suppressHydrationWarning>
      <body>
        {/* The browser keeps the nonce to itself, so what is there is not what was sent. */}
        <script {...(nonce === undefined ? {} : { nonce })} suppressHydrationWarning>
          {earlyPressesScript}
        </script>
        <NextIntlClientProvider>
          <PageProviders>{children}</PageProviders>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
