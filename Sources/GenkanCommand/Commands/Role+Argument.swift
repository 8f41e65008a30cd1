public import ArgumentParser
public import Genkan

extension Role: ExpressibleByArgument {}
