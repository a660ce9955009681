"""The numbers of a report: counts are integers, sums of money keep their decimals as printed."""

from decimal import Decimal

Number = int | Decimal
