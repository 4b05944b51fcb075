import ArgumentParser
import Foundation
import ImportPipeline
import ImportService
import Submissions
import TabularCore

/// The accounts beside a store, for the command line.
struct AccountDesk {
  private let location: StoreOption
  private let language: Language

  /// The accounts beside the store that an option means.
  init(_ location: StoreOption, _ language: Language) {
    self.location = location
    self.language = language
  }

  /// What the command line works with.
  struct Parts {
    var accounts: Accounts
    var tokens: APITokens
    /// Who is at the command line.
    var author: String
  }

  /// Does something with the accounts; a failure is told, and ends the command with 2 or 6.
  func run<Result>(_ body: (Parts) throws(DeskError) -> Result) throws -> Result {
    let service = ImportService.ofThisProcess()
    let place = try service.location(of: location.choice)
    do throws(DeskError) {
      let store = try DeskStore(
        open: { () throws(StoreError) in try place.deskConnection() },
        clock: { Int(Date().timeIntervalSince1970) })
      return try body(
        Parts(
          accounts: Accounts(store), tokens: APITokens(store),
          author: "os:" + service.surroundings.author.operatorName))
    } catch {
      throw tell(error)
    }
  }

  private func tell(_ error: DeskError) -> any Error {
    switch error {
    case .store(let error):
      Terminal.error(error.content, language: language)
      return ExitCode(error.code == "run.locked" ? 5 : 6)
    default:
      let prefix = language.label("severity/error") + language.label("punctuation/colon") + " "
      Terminal.write(prefix + words(error) + "\n")
      return ToldFailure(status: 2)
    }
  }

  private func words(_ error: DeskError) -> String {
    switch error {
    case .nameTaken: language.label("account/taken")
    case .unknownAccount: language.label("account/unknown")
    case .badName: language.label("account/badName")
    case .notFound: language.label("account/noToken")
    case .weakPassword(let weakness): words(weakness)
    default: language.label("account/failed")
    }
  }

  private func words(_ weakness: PasswordWeakness) -> String {
    switch weakness {
    case .short(let least): language.label("account/short", ["count": least])
    case .long(let most): language.label("account/long", ["count": most])
    case .hasName: language.label("account/hasName")
    case .simple: language.label("account/simple")
    case .common: language.label("account/common")
    }
  }

  /// The password on standard input: its first line, which a terminal does not show.
  static func password() throws -> String {
    var usual = termios()
    let isTerminal = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &usual) == 0
    if isTerminal {
      var silent = usual
      silent.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
      Terminal.write(Language.ofThisProcess().label("account/password"))
    }
    defer {
      if isTerminal {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
        Terminal.write("\n")
      }
    }
    guard let line = readLine(), !line.isEmpty else {
      throw ValidationError(usage: "noPassword", [:])
    }
    return line
  }
}
