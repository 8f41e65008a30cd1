import ArgumentParser
@main struct Genkan: ParsableCommand { func run() {} }
