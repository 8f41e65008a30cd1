/// Words that many passwords are made of: English ones, Japanese ones as they are typed in Latin
/// letters, some of other languages. Written down by hand: because of ``PasswordRule/shortest`` no
/// list of whole passwords is needed, only what people double, pad and join.
enum CommonWords {
    static let all = [
        access, sites, people, play, fame, things, japanese, cyrillic, others,
    ].flatMap { group in
        group.split { $0 == " " || $0 == "\n" }
    }

    private static let access = """
        password passwort passwd passwords admin administrator root user username guest login logon
        welcome letmein secret changeme default tester testing temp temporary server system manager
        service support security secure account public office hello computer internet wireless
        keyboard monitor windows linux ubuntu debian android iphone google facebook twitter
        instagram youtube amazon microsoft apple samsung sony dell intel cisco oracle mysql database
        website online email gmail hotmail yahoo backup update install program developer master
        super superuser whatever nothing something trustno hacker hack number1 abcd qwerty qwer asdf
        zxcv qazwsx azerty student school teacher college university jobs house staff contact
        inquiry homepage
        """

    /// What the names of sites are put together from, and what they are about.
    private static let sites = """
        mail mails created creator project projects works worker people little special premium prime
        solution solutions networks networking domain domains lock tool tools business company
        products digital cash payment forums comics books drums bass stinky finger cheerleader
        multiple alternative validate penetrating penetration intercourse masturbation ejaculation
        pornographic whore naked necromancer outside
        """

    private static let people = """
        iloveyou love lovely lover lovers loveme loveyou loving baby babygirl babyboy angel angels
        princess prince queen king kings sweet sweetie honey sugar darling beautiful pretty cute
        happy smile friend friends forever family mother father mommy daddy mama papa sister brother
        girl girls boys lady woman money dollar jesus christ church bless blessed faith hope heaven
        hell devil demon satan angelo michael jordan jennifer jessica ashley amanda michelle nicole
        daniel danielle david robert roberto thomas charlie charles andrew andrea matthew joshua
        anthony william george james john johnny joseph richard christopher christian christine
        christina patrick kevin brian steven stephen stephanie justin brandon jason eric austin
        alexander alexandra alexis samantha sarah rebecca rachel elizabeth victoria vanessa veronica
        katie kate laura lauren melissa heather crystal tiffany maria marina mario martin marcus
        peter philip phillip simon scott sean ryan tyler taylor jackson jacob jake jeffrey jeremy
        jerry jimmy johnson smith williams jones miller davis wilson bill billy bobby benjamin
        bailey buster buddy maggie molly lucky rocky pepper ginger oliver oscar sophie samuel sammy
        sandra anna annie barbara beatrice carlos caroline diana edward emily frank frankie fred
        gary gabriel hannah harry henry isabella julia julian karen kelly kenneth larry linda louis
        lucy nathan nicholas nick pamela raymond ricardo ronald russell sabrina sebastian sergey
        shannon sharon sunny susan theresa timothy tommy tony travis vincent walter yvonne sexy fuck
        fucker fuckyou fucking shit bitch asshole pussy dick cock boob sucks suck porn
        """

    private static let play = """
        football baseball basketball soccer hockey tennis golf golfer rugby volleyball running
        runner swimming swimmer skate skater surfer snowboard fishing fisher hunter hunting racing
        racer driver rider ferrari porsche mercedes toyota honda nissan mazda subaru mitsubishi
        mustang corvette camaro chevy harley davidson yamaha kawasaki suzuki ducati yankees lakers
        bulls cowboys cowboy steelers eagles packers redsox patriots raiders arsenal chelsea
        liverpool manchester united barcelona barca realmadrid madrid juventus milan celtic rangers
        ranger everton batman superman spiderman ironman hulk marvel avengers pokemon pikachu naruto
        onepiece dragonball goku sasuke minecraft fortnite roblox zelda sonic nintendo playstation
        xbox warcraft counterstrike halo doom quake diablo matrix starcraft starwars startrek
        godzilla gundam hellokitty kitty doraemon totoro ghibli metallica nirvana slipknot eminem
        beatles rocknroll guitar music metal rock punk dancer player players gamer gaming champion
        winner hero legend killer ninja samurai warrior knight wizard merlin gandalf magic soldier
        sniper assassin zombie vampire ghost pirate pirates harrypotter potter disney mickey mouse
        donald snoopy garfield simpsons homer bart fantasy finalfantasy speed needforspeed maycry
        mortal kombat resident evil crysis assassins creed monster monsters poker casino lottery
        jackpot
        """

    private static let fame = """
        avril lavigne justinbieber bieber michaeljackson evanescence linkinpark ledzeppelin zeppelin
        pinkfloyd acdc ironmaiden blacksabbath systemofadown rammstein depechemode gunsnroses
        greenday limpbizkit tupac shakur beyonce rihanna shakira madonna elvis presley jamesbond
        bond007 bladerunner thunderbird firefighter nightcrawler wonderwoman greenlantern spongebob
        squarepants scoobydoo southpark prisonbreak lordoftherings frodo legolas aragorn sauron
        hogwarts hermione jackdaniels heineken budweiser cocacola pepsi redbull marlboro
        ticketmaster playboy lamborghini astonmartin bugatti stratocaster fender gibson abracadabra
        serendipity sanfrancisco francisco losangeles lasvegas minnesota philadelphia pittsburgh
        washington seattle atlanta houston brooklyn manhattan ingodwetrust jesuschrist leavemealone
        iseedeadpeople thecakeisalie whosyourdaddy nevergiveup hakunamatata carpediem onetwothree
        goodmorning goodnight peanutbutter peanut morganstanley galatasaray fenerbahce besiktas
        weihnachten sonnenschein massimiliano valentina francesca giovanni nokia motorola siemens
        ericsson birthday hotdog popcorn muffin skywalker vader darthvader yoda jedi hansolo trinity
        morpheus terminator predator godfather gladiator braveheart titanic scarface rambo hannibal
        undertaker johncena wrestling boxing karatekid brucelee jackiechan messi ronaldo ronaldinho
        beckham zidane kobebryant lebron shaquille tigerwoods rossi schumacher hamilton warhammer
        everquest worldofwarcraft leagueoflegends halflife tombraider laracroft metalgear
        streetfighter tekken kirby pacman tetris
        """

    private static let things = """
        dragon monkey tiger tigers lion lions bear bears panther panthers eagle falcon hawk phoenix
        wolf wolves puppy kitten bunny rabbit horse horses pony dolphin dolphins turtle fish frog
        spider snake duck chicken doggy dogs cats shark jaguar cheetah penguin panda elephant
        butterfly summer winter spring autumn january february march april june july august
        september october november december monday tuesday wednesday thursday friday saturday sunday
        sunshine sunset moon moonlight star stars starlight shadow thunder lightning storm rainbow
        flower flowers rose roses lily jasmine daisy violet banana peach orange cherry strawberry
        apples lemon coffee pizza cheese cheesecake butter cookie cookies chocolate candy beer
        whiskey vodka gold golden silver diamond diamonds platinum black blue white green yellow
        purple pink grey america american england english london paris france germany german canada
        australia brazil mexico texas california florida chicago boston dallas denver newyork york
        tokyo osaka kyoto japan japanese korea china chinese russia russian moscow poland italia
        italy spain hawaii sweden freedom peace dream dreams dreamer darkness mountain water world
        space galaxy universe rocket robot cool crazy stupid
        """

    private static let japanese = """
        sakura himawari hana hanako taro tarou ichiro ichirou jiro jirou yamada tanaka sato satou
        satoh takahashi watanabe itou itoh yamamoto nakamura kobayashi kato katou yoshida sasaki
        yamaguchi matsumoto inoue kimura hayashi shimizu saito saitou yamazaki mori ikeda hashimoto
        ishikawa maeda fujita ogawa okada goto gotou hasegawa murakami kondo kondou ishii takeshi
        hiroshi kenji kenichi akira makoto yuki yuuki haruka misaki ayumi megumi naomi keiko yoko
        youko yumi yumiko tomoko kazuko kazuya takuya shinji daisuke daiki shota shouta ryota ryouta
        naoki masaru satoshi tetsuya tsubasa miyuki mayumi akiko michiko chihiro kaori kumiko
        sachiko aiko aishiteru daisuki suki arigato arigatou konnichiwa ohayo ohayou sayonara
        sayounara gozaimasu moshimoshi oyasumi tomodachi kazoku watashi anata boku nihon nippon
        toukyou oosaka kyouto nagoya yokohama fukuoka sapporo kobe koube hiroshima sendai hokkaido
        hokkaidou okinawa kyushu shikoku fuji fujisan fujiyama sushi ramen tempura tenpura sashimi
        onigiri katana bushido shogun manga anime otaku kawaii senpai sensei sumo judo karate kendo
        genki ganbare ganbatte baka neko inuneko usagi tanuki kitsune kuma tora ryuu hoshi tsuki
        taiyou yume kokoro inochi mirai hikari kaze sora yama kawa haru natsu fuyu pasuwado
        pasuwaado himitsu angou kanri kanrisha uketsuke kaisha shain soumu eigyou toiawase aikotoba
        gakkou daigaku hanshin yomiuri softbank docomo rakuten mixi hitachi toshiba fujitsu
        panasonic パスワード ぱすわーど ひみつ さくら ありがとう こんにちは おはよう だいすき
        あいしてる にほん 秘密 管理者 受付 会社 東京 大阪 京都 日本 株式会社 暗証番号 合言葉
        """

    /// Russian, in Latin letters and as the keys of a Russian keyboard give it on an English one.
    private static let cyrillic = """
        gfhjkm ghbdtn ghjcnj yfnfif vfhbyf rfnthbyf vfrcbv fktrcfylh dkflbvbh ghjuhfvv cdtnkfyf
        fylhtq yfnfkmz k.,jdm cjkywt ctvmz vfvf gfgf lheu lhep;,f cxfcnmt ;bpym vjcrdf hjccbz gbnth
        ghjrehfnehf rjvgm.nth gjkmpjdfntkm flvbybcnhfnjh flvby rjynfrn rjynfrnt dkflbr cthutq cdtnf
        rctybz yfcntymrf yfcnz fyfcnfcbz fyfnjkbq dbrnjh dbrnjhbz vb[fbk fylhttdbx vbif cfif
        vbhjckfdf djkjlz ybrbnf hjvfy jktu jkmuf bhbyf tktyf bujhm uhbujhbq gtnh gfdtk gjytltkmybr
        cjkjdtq hfljcnm nfyz nfnmzyf pfxtv cntgfy cntgfyjdf pbvf ktnj dtcyf jctym natasha katya
        tatyana nikita ivan ivanov igor oleg dima sasha pasha masha vanya vladimir vladimirovna
        anatoly mikhail dmitry sergei alexei andrei privet parol lubov solnce spasibo devushka
        malchik krasota cheburashka apokalipsis rossia moskva
        """

    private static let others = """
        marseille soleil bonjour motdepasse amour chouchou doudou hallo passw
        schatz sommer fussball deutschland bayern berlin hamburg contrasena amor teamo tequiero
        estrella bonita futbol hola gracias mexicano ciao parola amore francesco alessandro giuseppe
        alternativa computadora contrasenya usuario vida corazon santana weihnachtsbaum
        senha brasil flamengo polska polski kochanie haslo wachtwoord welkom salasana losenord
        asdasd qweqwe zxczxc qweasd asdzxc
        """
}
