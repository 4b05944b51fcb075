import Foundation
import TabularCore

/// What a command prints.
enum StandardOutput {
  /// Prints what a command looked up.
  ///
  /// A reader that went away (`| head -1`) has what it wanted: the command goes on to its own exit
  /// status.
  ///
  /// - Throws: any other failure.
  static func print(_ text: String, terminator: String = "\n") throws {
    do throws(OutputFailure) {
      try Descriptor.write(masked(text) + terminator, to: 1)
    } catch  where error.isClosed {
      return
    }
  }

  /// A text with its card numbers masked: the name of a store or a file may hold one.
  ///
  /// Two spaces part the columns of a table, whose numbers are told apart. Digests are left alone.
  private static func masked(_ text: String) -> String {
    guard maskingPaymentCards(text) != text else { return text }
    return text.components(separatedBy: "\n").map { line in
      line.components(separatedBy: "  ").map { cell in
        let words = cell.split(separator: " ")
        let hasDigest = words.contains { $0.count >= 40 && $0.allSatisfy(\.isHexDigit) }
        return hasDigest ? cell : maskingPaymentCards(cell)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// Prints what a command did.
  ///
  /// What cannot be printed is said on standard error.
  ///
  /// - Throws: exit status 6 when it cannot be printed, so that no command that changed something ends
  ///   with 0 without having said so.
  static func tell(_ text: String) throws {
    let text = masked(text)
    do throws(OutputFailure) {
      try Descriptor.write(text + "\n", to: 1)
    } catch {
      Terminal.write(text + "\n")
      let language = Language.ofThisProcess()
      Terminal.note(
        language.label("notice/notPrinted", ["reason": error.words(in: language)]))
      throw ToldFailure(status: 6)
    }
  }
}

/// A command ends with an exit status; why was told already.
struct ToldFailure: Error {
  /// The exit status.
  var status: Int32
}
