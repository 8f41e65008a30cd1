import Foundation

/// Hands libFuzzer the parser that `GENKAN_FUZZ_TARGET` names; its own options stand in the arguments.
@main enum Entry {
    static func main() {
        var count = CommandLine.argc
        var arguments: Arguments? = unsafe CommandLine.unsafeArgv
        exit(unsafe runFuzzer(&count, &arguments, fuzzOneInput))
    }
}

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// `FuzzerInterface.h` of compiler-rt. There is no header for it among what the toolchain installs.
@_silgen_name("LLVMFuzzerRunDriver") private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments?>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// One input. The name is what libFuzzer's own `main` asks for, which is linked and not used.
@_cdecl("LLVMFuzzerTestOneInput") func fuzzOneInput(
    _ start: UnsafePointer<UInt8>?, _ count: Int
) -> CInt {
    target.run(unsafe [UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
}

private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["GENKAN_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        fatalError("GENKAN_FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()
