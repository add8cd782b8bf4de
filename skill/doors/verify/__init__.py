"""Is this request from Alexa? Amazon's rules for a skill that is a web service of its own.

They stand at DOC/custom-skills/host-a-custom-skill-as-a-web-service.html (`DOC` as in
`skill.limits`). Start reading at `verifier`.
"""
