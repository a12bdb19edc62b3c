import { uuidv7 } from "uuidv7";
import { problemResponse } from "@/lib/server/api/problem-response";
import { AppError } from "@/lib/server/app-error";

/** Addresses below /api that nothing else answers: told as the API tells everything, not as a page. */
function handle(): Response {
  const words = "There is no such address. The API is below /api/v1; /api/v1/openapi.json describes it.";
  return problemResponse(new AppError("not_found", words), uuidv7());
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
