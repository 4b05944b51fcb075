import TabularCore
import TestSupport

/// Mistakes of question pools, questions, and the exams that draw from them.
enum QuestionBank {
  static let question =
    "pool_code,question_code,type,stem,option_a,option_b,option_c,option_d,correct"

  /// What the cases find in the store, beside the records of all tests.
  static let records: [SampleFile] = [
    .csv(
      "question_pools", "pool_code,name,parent_pool_code,owner_email,status",
      "ETH,Ethics,,t.roy@example.org,active", "ETH-01,Ethics part 1,ETH,,active",
      "OLD,Old questions,,,inactive"),
    .csv(
      "questions", question, "ETH,Q-1,single,First?,Yes,No,,,A",
      "ETH-01,Q-2,multiple,Second?,Yes,No,,,A;B"),
  ]

  private static func answers(
    _ title: String, _ row: String, at place: (Int, Int, String), _ message: String
  ) -> RowsCase {
    RowsCase(
      "rule.answer-options", title, stored: records, "questions", question,
      "ETH,N-1," + row, at: place, message)
  }

  static let cases: [RowsCase] = [
    answers(
      "empty option", "single,Which?,Yes,No,,,D", at: (2, 9, "correct"),
      "the correct answer is `D`, option `D` is empty"),
    answers(
      "several of one", "single,Which?,Yes,No,,,A;B", at: (2, 9, "correct"),
      "`2` answers are correct, a question of type `single` has one"),
    answers(
      "no letter", "multiple,Which?,Yes,No,,,A;TRUE", at: (2, 9, "correct"),
      "the correct answer is `A;TRUE`, a question of type `multiple` expects letters of its options"
    ),
    answers(
      "no truth", "true-false,Is it?,,,,,A", at: (2, 9, "correct"),
      "the correct answer is `A`, expected `TRUE` or `FALSE`"),
    answers(
      "no number", "numeric,How many?,,,,,A", at: (2, 9, "correct"),
      "the correct answer is `A`, expected a number"),
    answers(
      "a gap", "single,Which?,Yes,No,,Maybe,A", at: (2, 8, "option_d"),
      "option `D` is filled, option `C` before it is empty"),
    answers(
      "a gap at the start", "matching,Which?,,No,,,", at: (2, 6, "option_b"),
      "option `B` is filled, option `A` before it is empty"),
    answers(
      "the same twice", "single,Which?,Yes,No,Yes,,A", at: (2, 7, "option_c"),
      "option `C` repeats an option before it"),
    RowsCase(
      "value.required-if", "options of a choice", stored: records, "questions", question,
      "ETH,N-1,single,Which?,,No,,,B", at: (2, 5, "option_a"),
      "`option_a` is empty, expected a value because a question of this `type` has options"),
    RowsCase(
      "value.required-if", "answer of a number", stored: records, "questions", question,
      "ETH,N-1,numeric,How many?,,,,,", at: (2, 9, "correct"),
      "`correct` is empty, expected a list because a question of this `type` has a correct answer"),
    RowsCase(
      "value.out-of-range", "points", stored: records, "questions", question + ",points",
      "ETH,N-1,essay,Why?,,,,,,0", at: (2, 10, "points"),
      "`0` is below `0`, the lowest `points`"),
    RowsCase(
      "value.pattern", "answer", stored: records, "questions", question,
      "ETH,N-1,single,Which?,Yes,No,,,Z", at: (2, 9, "correct"),
      "`Z` does not fit `correct`: letters `A` to `H`, `TRUE`, `FALSE` or a number with a decimal"
        + " point"),
    RowsCase(
      "reference.missing", "pool of a question", stored: records, "questions", question,
      "ETHIK,N-1,essay,Why?,,,,,", at: (2, 1, "pool_code"),
      "question pool `ETHIK` is neither in this run nor in the store"),
    RowsCase(
      "reference.cycle", "a circle of pools", stored: records, "question_pools",
      "pool_code,name,parent_pool_code", "A1,First,B1", "B1,Second,A1",
      at: (2, 3, "parent_pool_code"), also: [("reference.parent-invalid", 2, 1, "pool_code")],
      "the parents form a circle: `A1`, `B1`, `A1`"),
    RowsCase(
      "reference.inactive", "a closed pool of the store", stored: records, "question_pools",
      "pool_code,name,parent_pool_code", "OLD-1,Old part 1,OLD", at: (2, 3, "parent_pool_code"),
      "question pool `OLD` is `inactive`, expected an active one"),
    RowsCase(
      "reference.inactive", "a closed pool of the run", stored: records, "question_pools",
      "pool_code,name,parent_pool_code,status", "PART,Part,WHOLE,active", "WHOLE,Whole,,inactive",
      at: (2, 3, "parent_pool_code"),
      "question pool `WHOLE` is `inactive`, expected an active one"),
    RowsCase(
      "key.store-taken", "name of a pool", stored: records, "question_pools", "pool_code,name",
      "ETH-X,ETHICS", at: (2, 2, "name"),
      "`name` `ETHICS` belongs to stored `question_pools` record `ETH`"),
    RowsCase(
      "rule.exam-pool-size", stored: records, "exams", "exam_code,question_count,pool_codes",
      "ETH-EN,5,ETH", at: (2, 2, "question_count"),
      "the `question_count` of `ETH-EN` is `5`, its pools hold `2`"),
    RowsCase(
      "rule.exam-pool-size", "a question that is retired",
      stored: records + [
        .csv("exams", "exam_code,question_count,pool_codes", "ETH-EN,2,Ethics")
      ], "questions", "pool_code,question_code,status", "ETH-01,Q-2,retired",
      at: (2, 3, "status"), "the `question_count` of `ETH-EN` is `2`, its pools hold `1`"),
    RowsCase(
      "reference.missing", "manager of a session", "common_sessions",
      "session_code,session_manager", "2027-03-TOR-AM,nobody", at: (2, 2, "session_manager"),
      "instructor `nobody` is neither in this run nor in the store"),
  ]
}
