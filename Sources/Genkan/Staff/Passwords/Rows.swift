/// Characters that follow each other in the alphabet, in numbers or on the keyboard, forwards or
/// backwards.
enum Rows {
    private static let shortest = 4

    /// Where a row that begins at `start` may end.
    static func ends(from start: Int, in text: [UInt32]) -> some Sequence<Int> {
        let longest = max(steps(from: start, in: text), keys(from: start, in: text))
        return stride(from: start + shortest, through: start + longest, by: 1)
    }

    /// How far each scalar is the one before, or the next one, or the former one.
    private static func steps(from start: Int, in text: [UInt32]) -> Int {
        guard start + 1 < text.count else { return 1 }
        let step = Int(text[start + 1]) - Int(text[start])
        guard (-1...1).contains(step) else { return 1 }
        var end = start + 2
        while end < text.count, Int(text[end]) - Int(text[end - 1]) == step { end += 1 }
        return end - start
    }

    private static func keys(from start: Int, in text: [UInt32]) -> Int {
        var longest = 0
        for (row, place) in places[text[start]] ?? [] {
            let keys = rows[row]
            var length = 1
            while start + length < text.count, place + length < keys.count,
                text[start + length] == keys[place + length]
            { length += 1 }
            longest = max(longest, length)
        }
        return longest
    }

    /// Where each key stands: row and place.
    private static let places: [UInt32: [(Int, Int)]] = {
        var places: [UInt32: [(Int, Int)]] = [:]
        for (row, keys) in rows.enumerated() {
            for (place, key) in keys.enumerated() { places[key, default: []].append((row, place)) }
        }
        return places
    }()

    private static let rows: [[UInt32]] = {
        let forwards = text.split { $0 == " " || $0 == "\n" }
            .map { $0.unicodeScalars.map(\.value) }
        return forwards + forwards.map { $0.reversed() }
    }()

    /// Rows of keys (English, Japanese, German, French), columns beside each other, two rows in
    /// turn, the numeric keypad, even and odd numbers, and the two orders of the kana.
    private static let text = """
        1234567890-=\\ 1234567890-^¥ !@#$%^&*()_+ !"#$%&'() qwertyuiop[] qwertyuiop@[ asdfghjkl;'
        asdfghjkl;:] zxcvbnm,./ zxcvbnm,./\\_ qwertzuiopü asdfghjklöä yxcvbnm azertyuiop qsdfghjklm
        wxcvbn 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/ 1qaz!qaz2wsx@wsx
        1qazxsw23edcvfr45tgbnhy67ujm zaq1xsw2cde3vfr4bgt5nhy6mju7 qazwsxedcrfvtgbyhnujmikolp
        qazxswedcvfrtgbnhyujm zaqwsxcderfvbgtyhn zaqxswcdevfrbgtnhymju qweasdzxc qweasdzxcrtyfghvbn
        qwerasdfzxcv qwertasdfgzxcvb qwaszx qawsedrftgyhujikolp 1q2w3e4r5t6y7u8i9o0p
        q1w2e3r4t5y6u7i8o9p0 1qa2ws3ed4rf5tg6yh7uj8ik a1s2d3f4g5h6j7k8l9 1a2s3d4f5g6h7j8k9l
        z1x2c3v4b5n6m7 12qw34er56ty78ui90op 12qwaszx 123qweasdzxc 1234qwerasdfzxcv qscwdvefbrgnthmyj
        mnbvcxzlkjhgfdsapoiuytrewq poiuytrewqlkjhgfdsamnbvcxz 147258369 159357 159753 963852741
        741852963 789456123 7894561230 321654987 147896325 123654789 13579 24680 02468 97531
        1029384756 0192837465 102030405060708090 4815162342 123321 456654 789987 zxcasdqwe qweewq
        014702580369 14702580369 112233445566778899 111222333444555666777888999000
        abcdefghijklmnopqrstuvwxyz
        aabbccddeeff 1a2b3c4d5e6f7g8h a1b2c3d4e5f6g7h8 aqswdefrgthyjukilop
        あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん
        いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす йцукенгшщзхъ фывапролджэ ячсмитьбю
        """
}
