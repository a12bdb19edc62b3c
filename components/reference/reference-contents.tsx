import { useTranslations } from "next-intl";
import type { OperationGroup } from "./operation-groups";

const link = "block rounded-sm py-0.5 text-soft hover:text-ink hover:underline";

/** Where everything is: beside the text where there is room, else above it. */
export function ReferenceContents({ groups }: { groups: readonly OperationGroup[] }) {
  const t = useTranslations("reference");
  return (
    <nav
      aria-label={t("contents")}
      data-screen-only
      className="text-sm lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto"
    >
      <ul className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-1">
        {groups.map(({ key, members }) => (
          <li key={key} className="min-w-0">
            <a href={`#group-${key}`} className="block rounded-sm py-0.5 font-semibold hover:underline">
              {t(`groups.${key}`)}
            </a>
            <ul>
              {members.map(({ name }) => (
                <li key={name}>
                  <a href={`#${name}`} className={link}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
        <li>
          <a href="#shapes" className="block rounded-sm py-0.5 font-semibold hover:underline">
            {t("shapes.title")}
          </a>
          <a href="#refusals" className="block rounded-sm py-0.5 font-semibold hover:underline">
            {t("errors.title")}
          </a>
        </li>
      </ul>
    </nav>
  );
}
