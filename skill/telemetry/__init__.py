"""What happens when: a record of each turn and of each job, and where it goes.

`meter` measures, `record` is what it comes to. `lines` writes it to the log, `cloudwatch` to
Lambda's output, where metrics are made of it, `prometheus` counts it for `/metrics`. No record
holds who somebody is or what they said. `infra/runbook.md` says what to do about what they show.
"""
