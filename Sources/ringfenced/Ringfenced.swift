import CommandDoors
import RingfencedCommands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@main
struct Ringfenced {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let code = await RingfencedCommand.run(arguments, in: .process)
        fflush(nil)
        exit(code)
    }
}
