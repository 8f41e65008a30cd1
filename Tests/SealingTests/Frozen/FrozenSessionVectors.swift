/// What stands in the file of sessions beside `FrozenVectors.session`, with the same promise: of anna, under
/// the same token and runtime secret. Computed by `formats.py` from the documentation, not by this house.
enum FrozenSessionVectors {
    /// anna's sign-in between its two pages, after two codes.
    static let pendingSignIn = Hex.bytes(
        """
        474b5101060606060606060606060606cfe12fa5c7ab418037e14bed3241a6314af4296317c4b7cd20bdfc1e
        ce38fdda453b8af45ed170efed2294136a6e8ade6030fcc4ba2543dd025066bb9431c19967c065316990d8fe
        2b83
        """)

    /// Where anna's session is used.
    static let sessionPlace = Hex.bytes(
        """
        070707070707070707070707875e102d8387ea070d0884523903cdc9dc6fb329f53f6edb394f1bdbf10e6c57
        c9a7bcb3876cc3554bc8532d541b3001a52c28ee438ddb0a942b3866138609ee118b6279c39a92aa70bc7abf
        752a5a260d8c823588aed843c899765c02dc2ce2dcae6d0e32a68a3ee4f7a2385590dd0ef008786d4ea6c850
        e3261b4f7bf34c0f29a03039424fafe7ff8be631862275ffe777d821fe3c09eb94a8b371a77fb791089978a4
        b20bec7fe846dcb1a8d5e3c53deada21ddaf6ab54c37688369afad5aa9e60d0c67ca1df4032945b9c41d3d53
        fbe7a10d574eeb66452b647e144876a6646de3f538a2bcb054aab159efb41126c6bb4463cafb594c09949c0e
        307a26b49efe295d6854fecf3f77eaf77a88ace4
        """)

    /// What finds anna's sessions.
    static let sessionPerson = Hex.bytes(
        """
        b7763fcfcd1e49b74f08687aaa7ff3d7
        """)
}
