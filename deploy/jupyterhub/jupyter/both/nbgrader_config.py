"""nbgrader's settings in every server of the hub; the course's own add to them."""

import os

c = get_config()  # noqa: F821 - nbgrader gives it
c.CourseDirectory.course_id = os.environ["SAYWHY_COURSE"]
c.Exchange.root = os.environ["SAYWHY_EXCHANGE"]
if address := os.environ.get("SAYWHY_NGSHARE"):
    import ngshare_exchange

    ngshare_exchange.configureExchange(c, address)
