import CMalloc
import RegistrarCommands

/// The tool's entry.
@main
enum Main {
  static func main() {
    // Batches of rows come and go all the time; taking their pages from the system anew each time
    // would cost a fifth of a validation.
    _ = mallopt(M_MMAP_THRESHOLD, 8 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
    RegistrarTool.main()
  }
}
