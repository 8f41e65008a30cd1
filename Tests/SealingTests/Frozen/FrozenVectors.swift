/// Version 1 of everything that is stored, as bytes. They must open for ever: a change here breaks
/// every house there is. What they were made of says `FrozenInputs`; `Tests/Peers` reads them with
/// an implementation of its own.
enum FrozenVectors {
    /// `house.key`.
    static let houseKeyFile = Hex.bytes(
        """
        474b480101010101010101010101010101010101010101010101010101010101010101010202020202020202
        020202020202020202020202020202020202020202020202d77c463ad986d8bfdc8b0d845f6d4ac02f35f114
        990b7d4407d6ca3ddc03ed79
        """)

    /// Its copy, sealed to the recovery person.
    static let houseKeyCopy = Hex.bytes(
        """
        3430e0014dd50b6127e4beb4eecc411591e061ef9792a317c36056191002b72fbf29682d108c92b9394653ee
        a892c688a13cbb38978257a03b4a708a46d9814f152a3c24c917989f097e3c17e8e79b9fb78f6e22b9161ed6
        0c054e1c8769e9d8d8fc5ff9afc620889f9212615ac48b2c2438d47036993653ee8288f61b63ca798c46e381
        8917204e052d1cc2b2acb0b8e1e4b1da
        """)

    /// Roster 1: anna and the recovery person.
    static let foundingRoster = Hex.bytes(
        """
        474b520134750f98bd59fcfc946da45aaabe933be154a4b5094e1c4abf42866505f3c97e0000000000000001
        000000000000000000000000000000000000000000000000000000000000000000020102030405060708090a
        0b0c0d0e0fa00100f0b4fd8be480349293ab61f0505ebb5bafccdf8a4127de221e6ef3db20e03d29bc7cbcb5
        636375fa1d82434d466724d92377f53b980695dd49d26d0ce12205a50004616e6e610102030405060708090a
        0b0c0d0e0fc003001c78fc71ef01855f670c555c82226397f0e73b0aaf443a491d4110dc22f28236acdcc849
        4d458f44a7aaac1d6a84ec624daee88436db2ae26e67ba645a106228000d7265636f7665727920636f646501
        02030405060708090a0b0c0d0e0fa0a801d606d0637c8e4e8b354528b7ebb2eecefc21fb5eeb88783b7c8850
        b50d17e6bc93bcfddc38ed44b40ea67028bb51fc5384ad7694918073237be7305fcb05
        """)

    /// Roster 2: ben as well.
    static let roster = Hex.bytes(
        """
        474b520134750f98bd59fcfc946da45aaabe933be154a4b5094e1c4abf42866505f3c97e0000000000000002
        c9c06374406045470f3f64e111b1ff7bfca15ce4a886c25b483d0e815f323ecb00030102030405060708090a
        0b0c0d0e0fa00100f0b4fd8be480349293ab61f0505ebb5bafccdf8a4127de221e6ef3db20e03d29bc7cbcb5
        636375fa1d82434d466724d92377f53b980695dd49d26d0ce12205a50004616e6e610102030405060708090a
        0b0c0d0e0fb0020080e1a53d3eee82b62b3048578cf38c980ddd1131243a1047fe48482942d6b6484721b5b6
        32272e65a68dda7ac25b4185f8b01916db185c14287db92e2b770fae000362656e0102030405060708090a0b
        0c0d0e0fc003001c78fc71ef01855f670c555c82226397f0e73b0aaf443a491d4110dc22f28236acdcc8494d
        458f44a7aaac1d6a84ec624daee88436db2ae26e67ba645a106228000d7265636f7665727920636f64650102
        030405060708090a0b0c0d0e0fa08edb58c3a4d007043ebacfff67567dd3f084ef20a876547b26245d3902d1
        9111afd7b3ca3e9a2a6e52967a06e7e9022f75dc71a99e370442838ab38f99b9a200
        """)

    /// What the house signed at set-up.
    static let rosterAnchor = Hex.bytes(
        """
        c9c06374406045470f3f64e111b1ff7bfca15ce4a886c25b483d0e815f323ecb82b9de34cc25d4cba1a60873
        38c98d99d74b84be9d7b49501390b5dd7d51272e5f6d91a1de9bbcb978b7b364cbba7d8481d38f991ff95cb9
        52c0956603baec02
        """)

    /// What `house.state` keeps.
    static let rosterPin = Hex.bytes(
        """
        00000000000000028d715fcedce08d82981d7530f8600b23074bc38017eaf55a0c68df057f920857
        """)

    /// What anna's password derives (N = 2^10).
    static let passwordPublicKey = Hex.bytes(
        """
        21497847388a34eb8c3090faa084f83eaebfa78266e249f5121a81cf246be913
        """)

    /// What the recovery code derives.
    static let recoveryPublicKey = Hex.bytes(
        """
        3fbfeb09c9f75b10254c2e9783fe6eb6f83d9d1c7e1751068fec65034b8c530c
        """)

    /// anna's X25519 half, sealed to her password.
    static let personKeyAgreement = Hex.bytes(
        """
        7d34a4815fa6b982535e60af3bd9b49556816080f1641ff81d2b7c8ae8268a44fe952bb09252a312d4da08dc
        20b054bfdaca1328bd54c9d1ba4d621c623770ae1f1a454667ab5d5d2d02b95d9bb35a4b
        """)

    /// anna's Ed25519 half, sealed to her password.
    static let personKeySigning = Hex.bytes(
        """
        0faa684ed28867b97f4a6a2dee5df8ce974e76b7018e3f22a1c4cf2678570f20c3da0e0222b9ad23ff930295
        25d24a0622ead2860214807024528ae03fe4eb031ee5a3ed55ce13dbfcc9749af1d1ee2c
        """)

    /// The form's public key.
    static let formPublicKey = Hex.bytes(
        """
        60eb3287ec29a8874974685068a2d90471da9db61c3301e447ce245a4c5b3f63
        """)

    /// The house's signature over it.
    static let formKeySignature = Hex.bytes(
        """
        f1e0a209629d31b0fa45904dd6fa0793ea2003fe43eaea079e886da21aa96dda94c63fefed373a73d441c7b8
        14f906c8c894c6f26e0e405978d6471ab755780a
        """)

    /// The house's signature over version 3 of the form's definition, `{"name":"contact"}`.
    static let formDefinitionSignature = Hex.bytes(
        """
        c5701b389ec023373b20c44804453b7de85f8be24f795fa6821085f09420c366396c5ed70b4a3440b4243b6d
        32242b17d821fda8191f73028e983862f439ec00
        """)

    /// Its private half for anna.
    static let grant = Hex.bytes(
        """
        9a4503a98ab10fe8d354c9c42cbd0c9d7944f52e7d14d8ea59775e7dc9e3bf4bf3aaa3a431144167dc723d7e
        baaf329af497491b3f6a372ca72aab350e4ac4b67e7a1e052186d28e2218d1997cc8a368
        """)

    /// The data key for the form.
    static let dataKeySealed = Hex.bytes(
        """
        04bcd2e0d00f2cce5fe8f1c6c2fbec5c07fa56e3aa5c88a5689975d88b3fce05785861acaf44ee1ee92630d6
        5c4bf5157bb5203e4c164ffb0a51589416dfe8a713875b56bbc3adea5bf5a42f90dd5739
        """)

    /// The house's signature over it.
    static let dataKeySignature = Hex.bytes(
        """
        234ed5b6128adc9f2fc74e7567124c5096049b67ffa60199c2d836922e54b8869974c4961dd33cbbf0c65457
        b8d63a55d5f6cfc21c7fca62a718fa276140b204
        """)

    /// The data key as a session re-wrapped it.
    static let dataKeyWrapped = Hex.bytes(
        """
        010101010101010101010101d45405f91dbaf561ff42a315d1b81b2ce4e9f61d730808ca466fd0e0f19d8fc4
        a89de4393d279ee16b94eed1fad28270
        """)

    /// The title of one submission.
    static let titleEnvelope = Hex.bytes(
        """
        474b45010001010102030405060708090a0b0c0d0e0ff00102030405060708090a0b0c0d0e0f500102030405
        060708090a0b0c0d0e0fe10102030405060708090a0b0c0d0e0fd000000003b0b2b0e9a4fdfd48b66fd31f32
        8fbd2ad1f722b3c067a729a322524562decbdc020202020202020202020202de1ed512064d8be4f1b0baf827
        9ed695cfaab207f3d718a915a1133416ee48b2068c6fb1bb29127143cec17dc7369734c0805a9971b94ee0f4
        e05bf5b2083caf94dd7c4f99fe0538c50dca0606c15c23b48a702c36a8ad007b9a72323da7a5da3aa3331b7e
        c1c20e0e1bbd1ccaa46a6fab62a5cc5d5912d8613adc3b5ac4691f6b9075dab93eb9c6d54f37d8f21b68df6a
        16740b430dcc0ad69382a499932bb24ffcc54e3865db098809e90807a4b19c924ffe3b958eb4c0059d7bb3e3
        202cd36407a43fea41dac02d49b3a6a1ca019779b379cfcd3977b25007cd2877c5cdac82dc436d5eb26da2da
        e2ae320e62ed905edd702b67990eb1326fc70c280b4dc1835739f732c7cb16668a7fcb6efa9667
        """)

    /// Its answers.
    static let answersEnvelope = Hex.bytes(
        """
        474b45010001020102030405060708090a0b0c0d0e0ff00102030405060708090a0b0c0d0e0f500102030405
        060708090a0b0c0d0e0fe20102030405060708090a0b0c0d0e0fd000000003f0f09aa3457226de4d9de68d0a
        bc438b0bcc233cf31d37a113c261c7e5e0c9e1030303030303030303030303417e039b40ce3ad5b836798c94
        d822d98ed868ac4f6f01f6a12e2d7ef0bcdcccc43be7711d1f53bfe6f6bf45c4b7a67f594123ad2e72f6134d
        8901b4f54938ef9bbabf0c6c8743d6c83e40a3b9a833856145d0b5244af990713025440e668c280167e5e164
        cb1cd0daf29a53267d47c178f6abbfbca9f6b368d95995b4dad803623e32b9805e37326881d7e1aee5a52aa3
        c6929465148e35cee15e47bc1b5cf05dca4a9e0e4a293517950449e0684541531bed2b4091d7466eab69df4e
        dc9f87fd851c4aa39e4224720db6c008a089d606e485cbf04425ab54e87d5bb733b4b14bbc53b6104b6290b9
        da24a83d66416855f80a7630b4c5f42923f2cfdb2e43fc89ff40f842fdc988f5494b15d6e84ec9
        """)

    /// The key of a file of it.
    static let fileEnvelope = Hex.bytes(
        """
        474b45010001040102030405060708090a0b0c0d0e0ff00102030405060708090a0b0c0d0e0f500102030405
        060708090a0b0c0d0e0fe30102030405060708090a0b0c0d0e0fd0000000034b06fd1f9ed4349f12b1467536
        1b6ac20679fed77421ee7708a6d7b43baecf8e0606060606060606060606065ad352b4c8aaee8e621585a481
        6ddff2e7d46aa77a5146c7f599a5ed7a2968b0cc4b7deacd735d4e90c743684373264e0751ad292744729c23
        6464d47fec84bc4a9a8e331d3f749529d932f2323f0731a753376a660647fb17b83d6807330df0b3789c53b6
        478ca4e775d6b11ff047f799d0dc65732bc47271491b47f5e5b11e45939b91f3ae80b610adcd5a38f1c27a89
        239d435cb1f0b199c1049a2646f8f76cd1159a71e9a7b6c755ef91b561246334e9e4aea46ca1ebf0cfcf5aee
        dccaf375541360e7b5f1e4b0f03a11391ecde5e8b276c23153a73213f8cbfa2f4fe62f78845cfe3f2fb82aee
        38860323bef898b57b60fabe582c96dd2d6fb30471df66244b4b8339952a27f3a8b457ce5ad6a3
        """)

    /// anna's session.
    static let session = Hex.bytes(
        """
        474b53020404040404040404040404045a20f468e83471fb22395e44bf133e3218558eb82ec68b3e21ccf643
        092967e128e325a1b138beda545b2db39be720ae6be3bcc7484a96282a6600694e6e15a76b80bcacceb00e57
        c6cac0e655d18b0b66990e54185b953b0951442e91132b7946bc21024776c25b6c26ba288307f3be23fd
        """)

    /// anna's second factor.
    static let secondFactor = Hex.bytes(
        """
        474b4601050505050505050505050505f24618a3828245ee7218c36100c9479b508da70999d130851f8c2410
        ecbae40093df5d7c4924ac839f734a6398fa56f5fa484e7dbd9df4263aaca3363dc22e6ec3f3b9020d493971
        10fefe0c76cb883baa5947b67bc30e71f1acb584dc141afb53dc55994d490633d985189a956ddc9987a382c0
        b2ed0f7451eb2dbff5f7d5221f1d41752a57fec6c1becd71ea030f1fdbe5349822b42a08d043fdda36bb4156
        93def90587c2eb709df36b201c905beba205e8fd9230e0915bcd5ac9fc8cfae54dd058875531f05f
        """)

    /// What the output of anna's passkey derives.
    static let passkeyPublicKey = Hex.bytes(
        """
        53ec22c32aa0b672097ad4c6d61dcde3c9289879b597c4092141eb435f7bfb0e
        """)

    /// anna's signature over her passkey, the bytes 0 to 119.
    static let passkeySignature = Hex.bytes(
        """
        1bf579dc4540d5bd8b8b162e864d0d7807159c501fc7e2353eef5fbcbf74dbe0245582f04d02c724226cde3b
        aa58db61adc2967f304c685773339af0fac72e05
        """)

    /// How authenticators know anna.
    static let passkeyUser = Hex.bytes(
        """
        5c936ae9de927698ed07c5930058daf7ba57904a7fc50340f8a375d0b7916c8f
        """)

    /// The randomness of a submission's id that comes from the token.
    static let submissionRandomness = Hex.bytes(
        """
        2a4ef0bd60bac2a30a6c
        """)

    /// The code by which the same answers under that token are told from others.
    static let answersCode = Hex.bytes(
        """
        b86834abc3c296be4bb451a63c87a5fb11bdb2a81a4ffbd30ae33255f416c29f
        """)

    /// All of them by name.
    static let all: [(name: String, bytes: [UInt8])] = [
        ("houseKeyFile", houseKeyFile),
        ("houseKeyCopy", houseKeyCopy),
        ("foundingRoster", foundingRoster),
        ("roster", roster),
        ("rosterAnchor", rosterAnchor),
        ("rosterPin", rosterPin),
        ("passwordPublicKey", passwordPublicKey),
        ("recoveryPublicKey", recoveryPublicKey),
        ("personKeyAgreement", personKeyAgreement),
        ("personKeySigning", personKeySigning),
        ("formPublicKey", formPublicKey),
        ("formKeySignature", formKeySignature),
        ("formDefinitionSignature", formDefinitionSignature),
        ("grant", grant),
        ("dataKeySealed", dataKeySealed),
        ("dataKeySignature", dataKeySignature),
        ("dataKeyWrapped", dataKeyWrapped),
        ("titleEnvelope", titleEnvelope),
        ("answersEnvelope", answersEnvelope),
        ("fileEnvelope", fileEnvelope),
        ("session", session),
        ("secondFactor", secondFactor),
        ("passkeyPublicKey", passkeyPublicKey),
        ("passkeySignature", passkeySignature),
        ("passkeyUser", passkeyUser),
        ("submissionRandomness", submissionRandomness),
        ("answersCode", answersCode),
    ]
}
