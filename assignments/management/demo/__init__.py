"""演示: accounts for each role and made-up progress for the first three quarters of 2021.

Everything here is invented and says so; it is loaded only where the setting DEMO is on. The same
input gives the same demo every time: what varies from work to work is drawn from a digest, not from
chance.
"""
