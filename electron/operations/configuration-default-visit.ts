import { evidenceText } from './configuration-default-face.ts';

/** The part of the documented default file that is about codes, policies and priority. */

export const codesText = `[codes]
# What this hospital prints on its papers, as regular expressions that match a whole code; '(?!)' for what it does not have.
# One that could take long for some texts is refused: counts such as {1,8} in place of * and + help. Patient codes,
patientCode = '^BN\\d{8}$'
# appointments,
appointment = '^LH\\d{8}$'
# slips for a re-examination (giấy hẹn khám lại),
reExamination = '^HK\\d{8}$'
# referrals (giấy chuyển tuyến).
referral = '^CT\\d{8}$'
# Which codes go to the verifier as VNeID codes. Their content is not public: they are passed on as they are.
vneid = '^VNEID[:.|][\\x21-\\x7e]{16,480}$'

[codes.verifier]
# The hospital's service that exchanges a VNeID code for a person (POST {token}; answer {answer: person | expired | unknown,
# person}), reached with the certificates of [his.tls]; https, or http on this machine. Without an address such codes are answered with "please use your card". The built-in pretend hospital has one.
# url = "https://his.hospital.example/code-verifier"
# Bearer token, by reference only: { env = "NAME" } or { file = "secrets/code-verifier" } (mode 600).
# token = { file = "secrets/code-verifier" }
# Longest wait for an answer, in ms.
timeoutMs = 3000

`;

export const policiesText = `[policies]
# A chip whose signature holds but whose issuer is not anchored: "accept" it, or send the patient to the "desk".
consistentChip = "accept"
# A chip that has a key to show that it is no copy, and does not show it: "accept" it, or send the patient to the "desk".
# One that shows a wrong key is never accepted.
unprovenChip = "accept"

[policies.face]
# Tries to match the chip's portrait before the visit goes on as "chip-other-face".
tries = 3
# Tries of somebody who comes back by face before it is card or desk.
returnTries = 2
# Nobody younger is compared by face; a child is who is under 16 (Law 102/2016/QH13, art. 1).
minimumAge = 16

[policies.card]
# Tries to read a card before the visit goes on without it.
tries = 3

[policies.appointments]
# An appointment is taken from this many minutes before its time
earlyMinutes = 60
# until this many minutes after it; later ones go to the clinic's queue or to the desk.
lateMinutes = 30
# Days before and after today whose appointments are looked at, so that who comes on the wrong day is told.
daysAround = 7

[policies.details]
# Questions to a new patient at the kiosk, 0 to 2 (what the hospital wants to know is the hospital's to say); staff ask the rest.
askAtMost = 2

${evidenceText}`;

export const priorityText = `[provinces]
# What a province of the 63 old codes is called since 1 July 2025, where it differs from the built-in table (34 units).
# 002 = "Tuyên Quang"

# Who goes first, in the order of the law, each with its source. The first row a patient meets is the reason on the ticket.
# Kinds: "age-under" (younger than years), "age-from" (years and older; who has only a year of birth counts from 1 January),
# "insurance-object" (first two letters of the insurance number that the hospital confirmed) or "declared" (the patient says
# so, staff look). Emergencies call staff from the first screen. Rows of your own replace all of these;
# without any [[priority]] these count.
[[priority]]
# Stands on the ticket and in the registration.
code = "age-under-6"
kind = "age-under"
# "age-under" and "age-from": full years.
years = 6
# The legal source.
source = "Luật Khám bệnh, chữa bệnh 15/2023/QH15, Điều 3 khoản 2"

[[priority]]
code = "pregnancy"
kind = "declared"
# "declared": "pregnancy" or "disability".
what = "pregnancy"
source = "Luật Khám bệnh, chữa bệnh 15/2023/QH15, Điều 3 khoản 2"

[[priority]]
code = "disability"
kind = "declared"
what = "disability"
source = "Luật Khám bệnh, chữa bệnh 15/2023/QH15, Điều 3 khoản 2"

[[priority]]
code = "age-75-or-more"
kind = "age-from"
years = 75
source = "Luật Khám bệnh, chữa bệnh 15/2023/QH15, Điều 3 khoản 2"

[[priority]]
code = "meritorious-service"
kind = "insurance-object"
# "insurance-object": the letters.
objects = ["CC", "CK"]
source = "Luật Khám bệnh, chữa bệnh 15/2023/QH15, Điều 3 khoản 2"

`;
