import RegistrarCommands

/// The tool's entry.
@main
enum Main {
  static func main() {
    RegistrarTool.main()
  }
}
