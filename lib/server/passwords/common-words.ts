import "server-only";

/**
 * What people reach for when a password is asked: words and names that lead every published list of leaked
 * passwords. A password made of one of these, digits and signs is among the first that an attacker tries.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
  password passwort passord parola contrasena contrasenya motdepasse senha heslo haslo salasana wachtwoord passphrase
  pass passw passwd pwd mypassword secret secrets topsecret geheim segreto secreto
  admin administrator root superuser sysadmin user username guest test tester testing demo sample example default
  login logon signin welcome willkommen bienvenue bienvenido hello hallo hola bonjour
  access account system server computer internet google facebook twitter instagram youtube amazon apple microsoft
  windows linux android iphone samsung nokia github oracle cisco adobe paypal netflix spotify linkedin whatsapp
  letmein openup opensesame sesame trustno trust trustme enter please changeme changeit change temp temporary
  newpassword oldpassword nopassword nopass nothing whatever something anything everything forget forgot remember
  qwerty qwertz azerty qwertyui qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc
  iloveyou iloveu loveyou loveme lovely lover love loves loving iloveme ilovehim ilovegod forever always
  monkey dragon tiger lion eagle falcon hawk wolf bear panther jaguar cheetah leopard shark dolphin whale horse pony
  puppy kitty kitten doggy doggie dog dogs cat cats fish bird butterfly ladybug spider scorpion cobra viper phoenix
  unicorn rabbit bunny turtle penguin chicken rooster donkey elephant giraffe
  sunshine rainbow flower flowers blossom garden summer winter spring autumn january february march april may june
  july august september october november december monday tuesday wednesday thursday friday saturday sunday
  morning evening midnight moonlight starlight sunset sunrise ocean river mountain forest island paradise heaven
  angel angels devil demon jesus christ jesuschrist god gods blessed faith grace glory bible church praise
  princess prince king queen knight master mistress lord lady boss chief captain major general soldier ranger
  superman batman spiderman ironman wonderwoman pokemon pikachu naruto dragonball starwars startrek matrix
  gandalf frodo hobbit harry potter hogwarts merlin zelda mario sonic minecraft fortnite roblox warcraft
  football soccer baseball basketball hockey tennis rugby cricket golf boxing wrestling swimming running skiing
  liverpool arsenal chelsea barcelona madrid realmadrid juventus milan manchester united celtic rangers lakers bulls
  yankees redsox cowboys steelers packers eagles patriots raiders giants dodgers
  michael jordan daniel andrew joshua jessica jennifer ashley amanda nicole michelle melissa samantha elizabeth
  matthew robert william charles thomas anthony christopher nicholas jonathan benjamin alexander alexandra
  maria anna laura sarah sandra martin peter stefan andreas sebastian florian charlotte caroline victoria
  george jackson johnson smith brown taylor wilson anderson martinez garcia rodriguez hernandez
  family mother father brother sister daughter grandma grandpa mommy daddy baby babygirl babyboy babies girl girls
  boy boys friend friends bestfriend bestfriends together birthday wedding husband wife
  freedom liberty america american england london paris berlin germany deutschland france spain italy italia russia
  china japan india canada mexico brazil brasil australia newyork chicago boston dallas houston denver california
  texas florida hawaii africa europe world earth planet universe galaxy
  money dollar dollars million millionaire business company office manager director secretary finance market
  music guitar piano drums metallica nirvana slipknot beatles eminem rockstar rocknroll hiphop dance dancer dancing
  coffee chocolate cookie cookies cheese pizza pasta banana orange apples strawberry cherry peanut butter vanilla
  candy sugar honey sweet sweety sweetie sweetheart darling cutie beauty beautiful pretty sexy hottie
  black white red blue green yellow purple pink silver golden gold diamond crystal pearl ruby emerald
  number one two three four five six seven eight nine ten zero lucky happy smile smiley peace hope dream dreams
  power strong strength magic mystery shadow ghost killer hunter warrior fighter destroyer hacker cracker ninja
  samurai zombie vampire monster creature
  mustang ferrari porsche mercedes corvette camaro harley yamaha honda toyota suzuki kawasaki volkswagen
  school college university student students teacher teachers class library science history english
  thisisapassword thisismypassword mypass mysecretpassword supersecretpassword secretpassword adminadmin adminpassword
  rootpassword userpassword passwordadmin adminroot iloveyouforever iloveyousomuch iloveyoubaby iloveyoumore ihateyou
  letmeinplease letmeinnow openthedoor trustnobody nevergiveup livelaughlove carpediem hakunamatata onelove
  tobeornottobe winteriscoming maytheforce lukeskywalker darthvader harrypotter manchesterunited liverpoolfc
  michaeljordan cristianoronaldo lionelmessi justinbieber britneyspears taylorswift linkinpark greenday
  sweetheart babygirl princesa teamomucho tequieromucho jetaime ichliebedich
  dragonmaster dragonballz dragonmonkey startrekvoyager callofduty grandtheftauto counterstrike worldofwarcraft leagueoflegends
  goodmorning goodnight happybirthday merrychristmas happynewyear
  unbelievable strawberries blueberries watermelon caterpillar rollercoaster skateboarding snowboarding
  congratulations international communication professional administrator
  news newsroom article articles journalist journalism editor press annotate annotation annotator annotators corpus
  research analyst analysis label labels labelling dataset
  `
    .trim()
    .split(/\s+/),
);
