/** Codes that ISO 3166-1 leaves to users, for countries that do not exist. */
const codes: Readonly<Record<string, string>> = {
  Velmark: "XVE",
  Dorvania: "XDO",
  Lissenia: "XLI",
  Tazirra: "XTA",
};

export function countryCode(name: string): string {
  const code = codes[name];
  if (code === undefined) throw new Error(`No code for the country ${name}`);
  return code;
}
