"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Separator } from "@/components/ui/separator";
import { signInWith } from "@/lib/client/session";

type Provider = { readonly id: string; readonly name: string };

/** The other ways in that this installation has set up. */
export function ProviderButtons({ providers, next }: { providers: readonly Provider[]; next: string }) {
  const t = useTranslations("signIn.provider");
  const [leavingFor, setLeavingFor] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);

  async function leave(provider: Provider): Promise<void> {
    setLeavingFor(provider.id);
    setFailed(false);
    // When it succeeds the page is on its way out, and the button stays busy until then.
    if (await signInWith(provider.id, next)) return;
    setLeavingFor(null);
    setFailed(true);
  }

  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[1fr_auto_1fr] items-center gap-3 text-sm text-faint">
        <Separator />
        {t("or")}
        <Separator />
      </div>
      <FormError>{hasFailed && t("unreachable")}</FormError>
      {providers.map((provider) => (
        <Button
          key={provider.id}
          size="lg"
          busy={leavingFor === provider.id}
          onClick={() => leave(provider)}
          className="min-w-0 wrap-anywhere"
        >
          {t("continue", { provider: provider.name })}
        </Button>
      ))}
    </div>
  );
}
