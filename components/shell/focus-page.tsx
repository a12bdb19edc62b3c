import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Mark } from "./mark";
import { SkipLink } from "./skip-link";
import { ThemeMenu } from "./theme-menu";

export type FocusPageProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Under the card: another way. */
  footer?: ReactNode;
  children?: ReactNode;
};

/** One thing on the screen: signing in, accepting an invitation, setting up, or a dead end with a way out. */
export function FocusPage({ title, description, footer, children }: FocusPageProps) {
  const t = useTranslations("common");
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex justify-end p-3">
        <ThemeMenu />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-md flex-1 content-start gap-6 px-4 pt-[6vh] pb-16"
      >
        <div className="flex items-center justify-center gap-2.5">
          <Mark className="size-9" />
          <span className="font-serif text-2xl font-semibold tracking-[-0.01em]">{t("product")}</span>
        </div>
        <section className="grid gap-5 rounded-lg border border-line bg-surface p-6 shadow-card sm:p-8">
          <div className="grid gap-1.5">
            <h1 className="font-serif text-2xl font-semibold text-balance">{title}</h1>
            {description && <div className="text-soft text-pretty">{description}</div>}
          </div>
          {children}
        </section>
        {footer && <div className="text-center text-sm text-soft">{footer}</div>}
      </main>
    </div>
  );
}
