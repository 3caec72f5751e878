import CommandDoors
import RingfenceCommands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@main
struct Ringfence {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let code = await RingfenceCommand.run(arguments, in: .process)
        fflush(nil)
        exit(code)
    }
}
