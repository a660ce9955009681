"""What handlers work with, as `app.build` gives it to them."""

from litestar.di import NamedDependency

from deploy.gateway.pictures import Pictures
from shared.settings import Settings
from shared.store import Store

TheStore = NamedDependency[Store]
TheSettings = NamedDependency[Settings]
ThePictures = NamedDependency[Pictures]
