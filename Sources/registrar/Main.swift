import CMalloc
import RegistrarCommands

/// The tool's entry.
@main
enum Main {
  static func main() {
    // Batches of rows come and go all the time; taking their pages from the system anew each time
    // would cost a fifth of a validation. What is longer is kept for the run, or is a rule's column.
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 64 << 20)
    // A thread's memory that another frees goes back to where it came from: few places keep it in use.
    _ = mallopt(M_ARENA_MAX, 2)
    RegistrarTool.main()
  }
}
