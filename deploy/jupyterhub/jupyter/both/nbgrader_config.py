"""nbgrader's settings in every server of the hub; the course's own add to them."""

import os

c = get_config()  # noqa: F821 - nbgrader gives it
c.CourseDirectory.course_id = os.environ["SAYWHY_COURSE"]
if address := os.environ.get("SAYWHY_NGSHARE"):
    from autograder.lms.ngshare import use_ngshare

    use_ngshare(c, address)
else:
    c.Exchange.root = os.environ["SAYWHY_EXCHANGE"]
