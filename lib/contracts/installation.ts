import { z } from "zod";
import { operation } from "./operation";

export const readOpenApi = operation({
  method: "GET",
  path: "/openapi.json",
  permission: "installation.read",
  summary: "This API as an OpenAPI 3.1 document.",
  wire: "download",
  returns: z.string(),
});
