"""What handlers work with, as `app.build` gives it to them."""

from litestar.di import NamedDependency

from deploy.gateway.pictures import Pictures
from deploy.gateway.tallies import Tallies
from shared.settings import Settings
from shared.store import Store

TheStore = NamedDependency[Store]
TheSettings = NamedDependency[Settings]
TheTallies = NamedDependency[Tallies]
ThePictures = NamedDependency[Pictures]
