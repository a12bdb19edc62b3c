import "server-only";
import * as read from "../entities/read";
import * as write from "../entities/write";
import { Existing, type Handlers } from "./handler";

const entityIn = (params: Readonly<Record<string, string>>): string => params.entity ?? "";

export const entityHandlers = {
  async createEntity({ scope, body }) {
    const { entity, isNew } = await write.createEntity(scope, body);
    return isNew ? entity : new Existing(entity);
  },
  listEntities: ({ scope, query }) => read.listEntities(scope, query),
  readEntity: ({ scope, params }) => read.readEntity(scope, entityIn(params)),
  updateEntity: ({ scope, params, body }) => write.updateEntity(scope, entityIn(params), body),
  deleteEntity: ({ scope, params, query }) => write.deleteEntity(scope, entityIn(params), query.revision),
  restoreEntity: ({ scope, params, body }) => write.restoreEntity(scope, entityIn(params), body.revision),
} satisfies Handlers<
  "createEntity" | "listEntities" | "readEntity" | "updateEntity" | "deleteEntity" | "restoreEntity"
>;
