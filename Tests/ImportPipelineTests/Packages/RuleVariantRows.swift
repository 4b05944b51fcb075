/// Rows with a mistake against every rule of a package, in every way that the rule has, by table.
enum RuleVariantRows {
  /// Against the rules of `exam-platform`; the header first.
  static let examPlatform: KeyValuePairs<String, String> = [
    "locations": """
    location_code,name,time_zone,kind,capacity,latitude,longitude,valid_from,valid_to
    A-1,Alpha,America/Toronto,virtual,100,,,2027-01-01,2027-12-31
    B-1,Beta,America/Toronto,virtual,,,,,
    PAIR,Pair,America/Toronto,virtual,,1,,,
    ZERO,Zero,America/Toronto,virtual,,0,0,,
    DATE,Date,America/Toronto,virtual,,,,2027-05-01,2027-04-01
    """,
    "venues": """
    venue_code,location_code,name,seats,accessible_seats,delivery_modes,opens_at,closes_at,\
    valid_from,valid_to
    V-1,A-1,Main,100,,paper,08:00,20:00,2027-02-01,2027-11-30
    V-2,B-1,Other,400,,paper,,,,
    V-ACC,B-1,Few,10,11,paper,,,,
    V-DATE,B-1,Late,10,,paper,,,2027-05-01,2027-04-01
    V-HOURS,B-1,Night,10,,paper,09:00,08:00,,
    V-BIG,A-1,Big,101,,paper,,,,
    """,
    "rooms": """
    venue_code,room_code,seats,computer_seats
    V-1,R-1,60,
    V-1,R-2,50,
    V-2,R-C,10,11
    V-2,R-S,20,
    """,
    "exams": """
    exam_code,title,delivery,language,duration_minutes,question_count,pool_codes,\
    attempts_allowed
    E-P,Paper,paper,en,60,,,1
    E-L,Long,paper,en,300,,,1
    E-O,Online,online,en,60,,,1
    E-Q,Pooled,paper,en,60,50,P-1,1
    """,
    "question_pools": """
    pool_code,name
    P-1,Pool
    """,
    "questions": """
    pool_code,question_code,type,stem,option_a,option_b,option_c,option_d,correct
    P-1,Q-1,single,Right?,yes,no,,,A
    P-1,Q-2,single,Missing?,yes,no,,,C
    P-1,Q-3,single,Several?,yes,no,,,A;B
    P-1,Q-4,multiple,Letters?,yes,no,,,TRUE
    P-1,Q-5,true-false,Truth?,,,,,A
    P-1,Q-6,numeric,Number?,,,,,A
    P-1,Q-7,multiple,Gap?,yes,no,,never,A
    P-1,Q-8,single,Twice?,yes,yes,,,A
    """,
    "proctors": """
    username,email,first_name,last_name,can_lead,certified_until
    lead,lead@example.org,Ada,Lead,yes,
    novice,novice@example.org,Bo,Novice,no,2027-02-01
    spare,spare@example.org,Cy,Spare,yes,
    away,away@example.org,Di,Away,yes,
    boss,boss@example.org,Ed,Boss,yes,
    """,
    "instructors": """
    username,email,first_name,last_name
    boss,boss@example.org,Ed,Boss
    """,
    "location_proctors": """
    location_code,username,valid_from,valid_to
    A-1,lead,,
    A-1,novice,,
    A-1,spare,,
    B-1,lead,,
    B-1,novice,,
    B-1,boss,,
    B-1,spare,2027-05-01,2027-04-01
    """,
    "common_sessions": """
    session_code,name,exam_codes,location_code,venue_code,room_code,time_zone,start_at,\
    end_at,capacity,registration_opens_at,registration_deadline,cancellation_deadline,\
    locked,session_password,session_manager,proctored,status
    S-ROOM,S-ROOM,E-P,,V-2,R-S,,2027-03-01 09:00,2027-03-01 12:00,21,,,,,,,no,
    S-SEATS,S-SEATS,E-P,,V-2,,,2027-03-02 09:00,2027-03-02 12:00,401,,,,,,,no,
    S-DEADLINE,S-DEADLINE,E-P,,V-2,,,2027-03-03 09:00,2027-03-03 12:00,10,,2027-03-04 09:00,\
    ,,,,no,
    S-OPENS,S-OPENS,E-P,,V-2,,,2027-03-04 09:00,2027-03-04 12:00,10,2027-03-03 09:00,\
    2027-03-02 09:00,,,,,no,
    S-MANAGER,S-MANAGER,E-P,,V-2,,,2027-03-05 09:00,2027-03-05 12:00,10,,,,,,boss,no,
    S-MIXED,S-MIXED,E-P;E-O,,V-2,,,2027-03-06 09:00,2027-03-06 12:00,10,,,,,,,no,
    S-CLOSING,S-CLOSING,E-P,,V-1,,,2027-03-08 19:00,2027-03-08 21:00,10,,,,,,,no,
    S-OPENING,S-OPENING,E-P,,V-1,,,2027-03-09 07:00,2027-03-09 10:00,10,,,,,,,no,
    S-LBEGIN,S-LBEGIN,E-O,A-1,,,,2026-12-31 09:00,2026-12-31 12:00,10,,,,,,,no,
    S-LEND,S-LEND,E-O,A-1,,,,2028-01-01 09:00,2028-01-01 12:00,10,,,,,,,no,
    S-VBEGIN,S-VBEGIN,E-P,,V-1,,,2027-01-15 09:00,2027-01-15 12:00,10,,,,,,,no,
    S-VEND,S-VEND,E-P,,V-1,,,2027-12-05 09:00,2027-12-05 12:00,10,,,,,,,no,
    S-PASS,S-PASS,E-P,,V-2,,,2027-03-10 09:00,2027-03-10 12:00,10,,,,no,Secret-123,,no,
    S-RATIO,S-RATIO,E-P,,V-2,,,2027-03-11 09:00,2027-03-11 12:00,100,,,,,,,yes,
    S-OVER1,S-OVER1,E-P,,V-2,R-C,,2027-03-12 09:00,2027-03-12 12:00,5,,,,,,,no,
    S-OVER2,S-OVER2,E-P,,V-2,R-C,,2027-03-12 09:00,2027-03-12 12:00,5,,,,,,,no,
    S-END,S-END,E-P,,V-2,,,2027-03-13 12:00,2027-03-13 09:00,10,,,,,,,no,
    S-PAST,S-PAST,E-P,,V-2,,,2026-03-14 09:00,2026-03-14 12:00,10,,,,,,,no,
    S-SHORT,S-SHORT,E-L,,V-2,,,2027-03-15 09:00,2027-03-15 12:00,10,,,,,,,no,
    S-ZONE,S-ZONE,E-P,,V-2,,America/Vancouver,2027-03-16 09:00,2027-03-16 12:00,10,,,,,,,no,
    S-DELIVERY,S-DELIVERY,E-O,,V-2,,,2027-03-17 09:00,2027-03-17 12:00,10,,,,,,,no,
    S-PLACE,S-PLACE,E-P,A-1,V-2,,,2027-03-18 09:00,2027-03-18 12:00,10,,,,,,,no,
    S-FULL1,S-FULL1,E-P,,V-2,,,2027-03-19 09:00,2027-03-19 12:00,300,,,,,,,no,
    S-FULL2,S-FULL2,E-P,,V-2,,,2027-03-19 09:00,2027-03-19 12:00,300,,,,,,,no,
    S-PAPER,S-PAPER,E-P,B-1,,,,2027-03-20 09:00,2027-03-20 12:00,10,,,,,,,no,
    S-NOVENUE,S-NOVENUE,E-O,B-1,,R-S,,2027-03-21 09:00,2027-03-21 12:00,10,,,,,,,no,
    S-DUTY,S-DUTY,E-P,,V-2,,,2027-03-22 09:00,2027-03-22 12:00,10,,,,,,,no,
    S-DUTY2,S-DUTY2,E-P,,V-2,,,2027-03-22 11:00,2027-03-22 13:00,10,,,,,,,no,
    S-FAR,S-FAR,E-P,,V-1,,,2027-03-22 13:30,2027-03-22 15:00,10,,,,,,,no,
    S-NOLEAD,S-NOLEAD,E-P,,V-2,,,2027-03-23 09:00,2027-03-23 12:00,10,,,,,,,no,
    S-BOOK,S-BOOK,E-P,,V-2,,,2027-03-24 09:00,2027-03-24 12:00,1,,,,,,,no,
    S-BOOK2,S-BOOK2,E-P,,V-2,,,2027-03-24 11:00,2027-03-24 13:00,10,,,,,,,no,
    S-CANCEL,S-CANCEL,E-P,,V-2,,,2027-03-25 09:00,2027-03-25 12:00,10,,,2027-03-26 09:00,,,,\
    no,
    """,
    "session_proctors": """
    session_code,username,role,arrive_at,leave_at,status
    S-MANAGER,boss,lead,,,
    S-RATIO,lead,lead,,,
    S-DUTY,lead,lead,,,
    S-DUTY,spare,lead,,,
    S-DUTY,away,proctor,,,
    S-DUTY,novice,lead,2027-03-22 10:00,2027-03-22 09:30,
    S-DUTY2,lead,lead,2027-03-22 07:00,2027-03-22 10:00,
    S-FAR,lead,lead,2027-03-22 15:30,2027-03-22 19:00,
    S-NOLEAD,lead,proctor,,,
    """,
    "students": """
    username,email,first_name,last_name,date_of_birth
    ann,ann@example.org,Ann,One,
    ben,ben@example.org,Ben,Two,
    kid,kid@example.org,Kid,Young,2025-01-01
    """,
    "bookings": """
    username,session_code,exam_code
    ann,S-BOOK,E-P
    ben,S-BOOK,E-P
    ann,S-BOOK2,E-L
    ann,S-BOOK2,E-P
    """,
  ]

  /// Against the rules of `student-management`.
  static let school: KeyValuePairs<String, String> = [
    "users": """
    email,role,first_name,last_name
    ann@school.edu,student,Ann,Gray
    ben@school.edu,student,Ben,Gray
    tom@school.edu,teacher,Tom,Gray
    """,
    "courses": """
    course_code,course_name
    MATH101,Calculus I
    """,
    "enrollments": """
    student_email,course_code,enrollment_date
    ann@school.edu,MATH101,2026-09-01
    """,
    "grades": """
    student_email,course_code,assessment,grade,max_score
    ann@school.edu,MATH101,Quiz,12,10
    ben@school.edu,MATH101,Quiz,80,100
    """,
    "attendance": """
    student_email,course_code,date,status
    ann@school.edu,MATH101,2026-11-21,present
    ann@school.edu,MATH101,2026-08-31,present
    ben@school.edu,MATH101,2026-09-08,present
    """,
  ]

  /// Against the rules of `training-center`.
  static let trainingCenter: KeyValuePairs<String, String> = [
    "students": """
    email,first_name,last_name,student_legacy_id
    ana@example.org,Ana,Silva,1041
    bo@example.org,Bo,Chen,1042
    """,
    "courses": """
    course_name,start_date,end_date,course_legacy_id
    Business English B2,,,77
    Conversation A2,,,78
    Grammar,2026-03-02,2026-02-26,79
    """,
    "enrollments": """
    student_email,student_legacy_id,course_name,course_legacy_id
    ana@example.org,,Business English B2,
    ,,Conversation A2,
    bo@example.org,,,
    ana@example.org,1042,Conversation A2,
    bo@example.org,,Conversation A2,77
    """,
    "grades": """
    student_email,student_legacy_id,course_name,course_legacy_id,grade
    bo@example.org,,Business English B2,,80
    ,,Business English B2,,70
    ana@example.org,,,,60
    ana@example.org,1042,Business English B2,,50
    ana@example.org,,Business English B2,78,40
    """,
    "payments": """
    payment_ref,student_email,student_legacy_id,amount,currency,paid_at
    P-1,,,420.00,CAD,2026-02-21
    P-2,ana@example.org,,0.00,CAD,2026-02-21
    P-3,ana@example.org,1042,420.00,CAD,2026-02-21
    P-4,ana@example.org,,USD 420.00,CAD,2026-02-21
    """,
  ]

  /// Against the rules of `hq-field`.
  static let fieldOffice: KeyValuePairs<String, String> = [
    "accounts": """
    account_code,name
    ACME-01,Acme
    """,
    "projects": """
    account_code,project_code,name,start_date,end_date
    ACME-01,P-1,Tower,2015-03-01,2014-10-31
    """,
  ]

  /// Against the rules of `oneroster`.
  static let rosters: KeyValuePairs<String, String> = [
    "orgs": """
    sourcedId,name,type
    o-1,North High,school
    """,
    "academicSessions": """
    sourcedId,title,type,startDate,endDate,schoolYear
    t-1,Fall,term,2026-09-01,2027-02-01,2027
    t-2,Spring,term,2027-02-01,2027-02-01,2027
    """,
    "courses": """
    sourcedId,title,orgSourcedId,subjects,subjectCodes
    c-1,Algebra,o-1,,
    c-2,Logic,o-1,Logic;Sums,LO
    """,
    "classes": """
    sourcedId,title,courseSourcedId,classType,schoolSourcedId,termSourcedIds,subjects,subjectCodes
    k-1,Algebra/1,c-1,scheduled,o-1,t-1,,
    k-2,Algebra/2,c-1,scheduled,o-1,t-1,Logic,LO;SU
    """,
    "users": """
    sourcedId,enabledUser,username,givenName,familyName
    u-1,true,mlee,Morgan,Lee
    """,
    "roles": """
    sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId
    r-1,u-1,primary,student,2026-09-01,2026-09-01,o-1
    r-2,u-1,primary,proctor,,,o-1
    r-3,u-1,primary,aide,,,o-1
    """,
    "enrollments": """
    sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate
    e-1,k-1,o-1,u-1,student,2026-09-01,2026-08-01
    """,
  ]
}
