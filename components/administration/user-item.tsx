"use client";

import { Ellipsis, KeyRound, UserCheck, UserX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Moment } from "@/components/account/moment";
import { RequestError } from "@/components/account/request-error";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Cell, TableRow } from "@/components/ui/table";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { updateUser } from "@/lib/contracts/accounts";
import { ResetLinkDialog } from "./reset-link-dialog";
import type { User } from "./user-list";

type UserItemProps = { user: User; isYou: boolean; onChanged: (user: User) => void };
type Edit = {
  readonly administers?: boolean;
  readonly mayCreateProjects?: boolean;
  readonly isDisabled?: boolean;
};

export function UserItem({ user, isYou, onChanged }: UserItemProps) {
  const t = useTranslations("administration");
  const { isBusy, error, run } = useRequest();
  const edit = (body: Edit) => run(() => api(updateUser, { params: { user: user.id }, body }), onChanged);
  return (
    <>
      <TableRow aria-busy={isBusy} className={error ? "border-b-0" : undefined}>
        <Cell className="min-w-56">
          <Who user={user} isYou={isYou} />
        </Cell>
        <Cell>
          <Checkbox
            label={<VisuallyHidden>{t("letCreate", { name: user.name })}</VisuallyHidden>}
            checked={user.mayCreateProjects || user.administers}
            // Who administers may create in any case.
            disabled={user.administers || user.disabledAt !== null}
            onChange={(event) => edit({ mayCreateProjects: event.target.checked })}
          />
        </Cell>
        <Cell>
          <Checkbox
            label={<VisuallyHidden>{t("letAdminister", { name: user.name })}</VisuallyHidden>}
            checked={user.administers}
            disabled={isYou || user.disabledAt !== null}
            onChange={(event) => edit({ administers: event.target.checked })}
          />
        </Cell>
        <Cell>
          <Moment at={user.createdAt} dateOnly />
        </Cell>
        <Cell className="text-right">{!isYou && <UserMenu user={user} isBusy={isBusy} onEdit={edit} />}</Cell>
      </TableRow>
      {error && (
        <tr>
          <td colSpan={5} className="px-4 pb-3">
            <RequestError error={error} />
          </td>
        </tr>
      )}
    </>
  );
}

function Who({ user, isYou }: { user: User; isYou: boolean }) {
  const t = useTranslations("administration");
  return (
    <div className="flex items-center gap-3">
      <Avatar name={user.name} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="line-clamp-2 max-w-sm font-medium wrap-anywhere" title={user.name}>
            {user.name}
          </span>
          {isYou && <Badge>{t("you")}</Badge>}
          {user.disabledAt && <Badge tone="warning">{t("disabled")}</Badge>}
        </p>
        <p className="max-w-sm text-[0.8125rem] text-soft wrap-anywhere">{user.email}</p>
      </div>
    </div>
  );
}

type UserMenuProps = { user: User; isBusy: boolean; onEdit: (edit: Edit) => void };

function UserMenu({ user, isBusy, onEdit }: UserMenuProps) {
  const t = useTranslations("administration");
  const [asked, setAsked] = useState<"disable" | "reset" | null>(null);
  const close = (isOpen: boolean) => !isOpen && setAsked(null);
  return (
    <>
      <Menu
        trigger={
          <IconButton
            tooltip={false}
            busy={isBusy}
            label={t("actionsFor", { name: user.name })}
            icon={<Ellipsis aria-hidden className="size-4" />}
          />
        }
      >
        {user.disabledAt === null ? (
          <>
            <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => setAsked("reset")}>
              {t("reset")}
            </MenuItem>
            <MenuItem danger icon={<UserX aria-hidden />} onSelect={() => setAsked("disable")}>
              {t("disable")}
            </MenuItem>
          </>
        ) : (
          <MenuItem icon={<UserCheck aria-hidden />} onSelect={() => onEdit({ isDisabled: false })}>
            {t("enable")}
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        danger
        open={asked === "disable"}
        onOpenChange={close}
        title={t("disableTitle", { name: user.name })}
        description={t("disableText")}
        confirmLabel={t("disable")}
        onConfirm={() => onEdit({ isDisabled: true })}
      />
      <ResetLinkDialog user={user} isOpen={asked === "reset"} onOpenChange={close} />
    </>
  );
}
