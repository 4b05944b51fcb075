import ImportReports
import TabularCore
import Testing

/// Help lines in the words of the command line, and in those of another front end.
@Suite struct ActionWordingTests {
  /// A page with a button for some actions.
  private struct Page: ActionWording {
    func text(of action: HelpAction, in language: Language) -> String {
      switch action {
      case .allowDelete: "“Allow deletions”"
      case .approve(_, let count): "“Approve \(count) changes”"
      default: "…"
      }
    }
  }

  private func issue(_ code: IssueCode, _ variant: String = "", _ arguments: IssueArgument...)
    -> TabularCore.Issue
  {
    Issue(code, at: IssueLocation(.run), variant: variant, arguments: arguments)
  }

  @Test func aPage_wordsTheSameLineInItsOwnWay() {
    let deletion = issue("row.delete-disabled")
    #expect(
      IssueMessage().help(of: deletion) == "pass `--allow-delete`, or change the action")
    #expect(
      IssueMessage(wording: Page()).help(of: deletion)
        == "pass “Allow deletions”, or change the action")
    let limit = issue("guard.change-limit", "", IssueArgument("count", 21))
    let messages = IssueMessage(wording: Page())
    #expect(
      messages.help(of: limit) == "check the plan; an approver passes “Approve 21 changes”")
    #expect(
      messages.actions(of: limit) == [.approve(code: "guard.change-limit", count: "21")])
  }

  @Test(
    arguments: [
      (.raiseLimit("rows", to: "200"), "`--limit rows=200`"),
      (.readAsTable("a b"), "`--table a b`"),
      (.mapSheets, "--map SHEET=TABLE"), (.separate(by: ";"), "`--delimiter ';'`"),
      (.prune(table: "items"), "`--prune items --allow-delete`"),
      (
        .approve(code: "guard.delete-limit", count: "3"),
        "`--approve guard.delete-limit=3 --approver NAME`"
      ),
      (.confirmTarget("pr\u{1B}od"), "`--confirm-target prod`"),
      (.makeStore, "`registrar store init --store sqlite:s.db --package 'my shop'`"),
      (.showRun("A3"), "`registrar show A3 --store sqlite:s.db`"),
      (.undoRun("A3"), "`registrar undo A3 --execute --store sqlite:s.db --package 'my shop'`"),
    ] as [(HelpAction, String)])
  func theCommandLine_wordsActionsAsOptionsAndCommands(_ action: HelpAction, _ words: String) {
    let options = CommandOptions(store: "sqlite:s.db", package: "my shop")
    #expect(options.text(of: action, in: .english) == words)
  }

  @Test func placeholdersOfOptions_areInTheLanguage() {
    let options = CommandOptions()
    #expect(options.text(of: .mapSheets, in: "fr") == "--map FEUILLE=TABLE")
    #expect(
      options.text(of: .approve(code: "guard.delete-limit", count: "3"), in: "es")
        == "`--approve guard.delete-limit=3 --approver NOMBRE`")
  }
}
