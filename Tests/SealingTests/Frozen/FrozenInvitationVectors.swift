/// Version 1 of invitations, beside `FrozenVectors` and with the same promise. The code is
/// `2345-6789-ACEF-HJKM`; what else they were made of says `InvitationWorld`.
enum FrozenInvitationVectors {
    /// anna invites carol as manager, to one form.
    static let invitation = Hex.bytes(
        """
        474b490134750f98bd59fcfc946da45aaabe933be154a4b5094e1c4abf42866505f3c97e0102030405060708
        090a0b0c0d0e0f310102030405060708090a0b0c0d0e0fe0040102030405060708090a0b0c0d0e0fa0000660
        8b015f3000000660c75ae5500000000000000000020000000000000000000000000000000000000000000000
        000000000000000000ddcaef5a38556ca9d044d10bee05976a0005d37196a96573cd94aa9a8b92989b8008d1
        0c45a6bcd165b0dc8e1de79f3e6e73b8611a2b7b92a1dee1c373e320ea00010102030405060708090a0b0c0d
        0e0ff000056361726f6cafbae989b2c0be8f6ff24ce7072262938da9b03d6a3fa99aca0a07adcb9992ebe17f
        19ad7c61a2f65029f22a8636d11fff6f15d0230a9127d5e742fdcc64c209
        """)

    /// The invitation's key, sealed to anna.
    static let invitationKey = Hex.bytes(
        """
        920b867cb9471215b75421067517e5a9bd4677e1e1ce13a4c3b7d42d3386b8644ec10e7a31b0f187b355d94a
        4254d06f21550551d0806e67ff6fdffcc111ec653d9b8a99d680a628c213a9c7997bdcf5
        """)

    /// What carol has set up, an hour later.
    static let acceptedInvitation = Hex.bytes(
        """
        474b410188fb6b8a22691b9bdbf67a68bfca6a73f2de40e041361625457a06e4ebb2a1b60102030405060708
        090a0b0c0d0e0fe001ff5d87907f1394b3a131985b894f513de72778ce27b8c10b32f93982a87cda4725fc32
        c478a5a4f84e4557a0342e08278c883641b6149bdb0b4a986ab6c2cb780006608bd7f2d40012a1a23a1314e7
        487adca6c913ffbdee0d4a7c98c28e0b29868cf511a665694d
        """)
}
