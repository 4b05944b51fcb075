import Foundation

/// Processes of this machine, as those who hold something in a store name them.
public enum LocalProcess {
  /// Whether a process still does anything.
  ///
  /// One that was killed keeps its number until its parent asks what became of it, which may be never.
  public static func isAlive(_ number: Int32) -> Bool {
    guard kill(number, 0) == 0 || errno == EPERM else { return false }
    // The state stands behind the name, which may hold anything, in parentheses (proc(5)).
    guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return true }
    let state = text[end...].dropFirst(2).first
    return state != "Z" && state != "X"
  }
}
