import { redirect } from "next/navigation";
import { pagePrincipal } from "@/lib/server/page-scope";

/** The front door: everybody's next page is their projects, once they are known. */
export default async function HomePage() {
  redirect((await pagePrincipal()) ? "/projects" : "/sign-in");
}
